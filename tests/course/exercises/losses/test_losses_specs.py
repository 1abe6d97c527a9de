"""Every exercise of lesson 03: are its inputs fit to find a mistake, and is a right answer right on all of them?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course.exercises.keys import key_problems, read_keys
from course.exercises.losses import EXERCISES, decision, start
from course.exercises.losses.choice import CHOOSE_VANISHING
from course.exercises.losses.draws import huge_logits, signs
from course.exercises.spec import Case, Exercise, GradientExercise, ValueExercise
from course.gradcheck import complex_step_gradient, numeric_gradient
from course.grading.calls import in_process
from course.grading.grade import grade

Answers = dict[str, Callable[..., dict[str, Any]]]
ASKED = [spec for spec in EXERCISES if spec is not CHOOSE_VANISHING]
GRADIENTS = [spec for spec in EXERCISES if isinstance(spec, GradientExercise)]
VALUES = [spec for spec in EXERCISES if isinstance(spec, ValueExercise)]
BY_SPEC = [pytest.param(spec, id=spec.id) for spec in ASKED]
BY_GRADIENT = [pytest.param(spec, id=spec.id) for spec in GRADIENTS]
BY_CASE = [pytest.param(s, c, id=f"{s.id}-{c.name.replace(' ', '-')}") for s in GRADIENTS for c in s.cases]


def trials(case: Case, seed: int = 11) -> list[dict[str, Any]]:
    rng = np.random.default_rng(seed)
    return [case.inputs(rng, trial) for trial in range(max(case.trials, 4))]


def handed_in(spec: Exercise, answers: Answers) -> Callable[..., Any]:
    def function(*values: Any) -> Any:
        made = answers[spec.id](**dict(zip(spec.signature, values, strict=True)))
        parts = [made[part] for part in spec.parts]
        return tuple(parts) if spec.form == "tuple" else parts[0]

    return function


@pytest.mark.parametrize("spec", BY_SPEC)
def test_a_right_answer_earns_everything_on_every_seed(spec: Exercise, answers: Answers) -> None:
    """Does an answer made of plain loops get full points, whatever is drawn?"""
    caller = in_process(handed_in(spec, answers))
    for seed in range(25):
        result = grade(spec, caller, seed)
        assert result.status == "correct", (seed, result.findings[:1])


@pytest.mark.parametrize(("spec", "case"), BY_CASE)
def test_gradients_agree_with_differences_and_the_complex_step(
    spec: GradientExercise, case: Case, answers: Answers
) -> None:
    """Does the loss have the gradient that was derived by hand, by two ways of measuring it?"""
    for args in trials(case)[:2]:
        for part, name in spec.wrt.items():
            loss = lambda v, args=args, name=name: spec.loss(**args | {name: v})  # noqa: E731
            wanted = np.asarray(answers[spec.id](**args)[part])
            exact = complex_step_gradient(loss, args[name])
            np.testing.assert_allclose(exact, wanted, rtol=1e-9, atol=1e-12)
            measured = numeric_gradient(loss, args[name])
            slack = 1e-6 * np.abs(wanted) + measured.error + 1e-9
            assert np.all(np.abs(measured.value - wanted) <= slack)


@pytest.mark.parametrize("spec", BY_GRADIENT)
def test_parts_sum_to_the_loss(spec: GradientExercise) -> None:
    """Do the terms, and the examples, add up to the loss?"""
    for case in spec.cases:
        for args in trials(case):
            if spec.terms:
                assert np.isclose(sum(term(**args) for term in spec.terms.values()), spec.loss(**args))
            assert spec.examples is not None
            assert np.isclose(sum(row(**args) for row in spec.examples(**args)), spec.loss(**args))


@pytest.mark.parametrize("spec", BY_SPEC)
def test_inputs_are_fit(spec: Exercise) -> None:
    """Are the arguments those of the signature, in order, no matrix square, sizes varied, and draws fresh?"""
    drawn = trials(spec.cases[0])
    for args in drawn:
        assert tuple(args) == spec.signature
        assert all(np.ndim(v) < 2 or v.shape[0] != v.shape[1] for v in args.values())
    assert len({tuple(np.shape(v) for v in args.values()) for args in drawn}) > 1 or spec.signature == ("k",)
    assert len({float(np.sum(args[spec.signature[0]])) for args in drawn}) > 1


@pytest.mark.parametrize("spec", BY_GRADIENT)
def test_an_answer_of_zeros_fails(spec: GradientExercise, answers: Answers) -> None:
    """Is no gradient of the ordinary inputs zero?"""
    for args in trials(spec.cases[0]):
        for value in answers[spec.id](**args).values():
            assert np.abs(value).max() > 1e-3


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("spec", BY_SPEC)
def test_mistakes_are_told_apart(spec: Exercise, answers: Answers) -> None:
    """Does each named mistake differ from the others somewhere, and are there enough of them?"""
    drawn = [args for case in spec.cases for args in trials(case)]
    made = {m.kind: [answers[spec.id](**args) | dict(m.make(**args)) for args in drawn] for m in spec.mistakes}
    assert len(made) == len(spec.mistakes) >= (5 if isinstance(spec, GradientExercise) else 3)
    kinds = list(made)
    for i, one in enumerate(kinds):
        for other in kinds[i + 1 :]:
            pairs = zip(made[one], made[other], strict=True)
            assert not all(alike(a[p], b[p]) for a, b in pairs for p in spec.parts), (one, other)


@pytest.mark.parametrize("spec", BY_SPEC)
def test_messages_are_sentences(spec: Exercise) -> None:
    """Is each message one plain sentence without a formula?"""
    for mistake in spec.mistakes:
        assert mistake.message.endswith(".") and mistake.message.count(". ") == 0
        assert not set("=@*") & set(mistake.message)


def test_the_bug_as_it_is_given_out_earns_nothing() -> None:
    """Does the slide's formula get 0 points, and its name, on every seed?"""
    (spec,) = (spec for spec in EXERCISES if spec.id == "binary_cross_entropy")
    caller = in_process(lambda p, y: np.mean(-y * np.log(p) - (1 - p) * np.log(1 - p)))
    for seed in range(25):
        result = grade(spec, caller, seed)
        assert result.points == 0.0 and result.diagnosis is not None
        assert result.diagnosis.kind == "the-slide"


def test_huge_logits_need_a_shift_of_their_own() -> None:
    """Is one row small beside the others, and has each two large entries and one that is 2,000 below or above?"""
    for seed in range(20):
        Z = huge_logits(np.random.default_rng(seed), 3, 5)
        assert Z[0].max() < -900 < 900 < Z[1:].max(axis=1).min()
        assert (Z[1:].min(axis=1) < -900).all()
        assert (np.diff(np.sort(Z, axis=1)[:, -2:], axis=1) < 5).all()


def test_both_labels_occur() -> None:
    """Are labels of both classes there, as soon as there are two rows?"""
    assert all(set(signs(np.random.default_rng(seed), 2)) == {-1.0, 1.0} for seed in range(20))


@pytest.mark.parametrize("k", [2, 3, 10, 100, 1000])
def test_the_measurement_is_near_the_law(k: int) -> None:
    """Is the measured loss within half of the tolerance of log k, so that the right law always passes?"""
    assert abs(start.measured(k) - np.log(k)) < start.TOLERANCE / 2


def test_no_class_is_chosen_by_rounding() -> None:
    """Is the best score clearly ahead in every case, also in float32?"""
    for case in decision.DECISION_RULE.cases:
        for args in trials(case):
            small = decision.scores(**{name: value.astype(np.float32) for name, value in args.items()})
            assert np.array_equal(small.argmax(axis=1), decision.scores(**args).argmax(axis=1))


def test_the_key_fits_the_choice(request: pytest.FixtureRequest) -> None:
    """Has every wrong option its sentence, and is the key where the lesson's source is?"""
    keys = read_keys(request.config.rootpath / "solutions" / "03_losses" / "keys.toml")
    assert key_problems(CHOOSE_VANISHING, keys["choose_vanishing"]) == []


@pytest.mark.parametrize("outputs", ["a", "b", "c", "d", "e"])
def test_the_options_do_what_the_key_says(outputs: str, request: pytest.FixtureRequest) -> None:
    """Measured: does the gradient at sure and wrong scores vanish for the options of the key, and for no other?"""

    def sigmoid(z: Any) -> Any:
        return 1 / (1 + np.exp(-z))

    def probabilities(z: Any) -> Any:
        return np.exp(z) / np.exp(z).sum()

    target, scores = np.array([1.0, 0.0, 0.0]), np.array([-8.0, 8.0, 0.0])
    losses: dict[str, tuple[Callable[[Any], Any], Any]] = {
        "a": (lambda z: (sigmoid(z) - 1) ** 2, np.array(-12.0)),
        "b": (lambda z: -np.log(sigmoid(z)), np.array(-12.0)),
        "c": (lambda z: -np.log(probabilities(z)[0]), scores),
        "d": (lambda z: (z - 1) ** 2, np.array(-12.0)),
        "e": (lambda z: np.sum((probabilities(z) - target) ** 2), scores),
    }
    size = np.abs(numeric_gradient(*losses[outputs]).value).max()
    keys = read_keys(request.config.rootpath / "solutions" / "03_losses" / "keys.toml")
    assert (size < 1e-3) == (outputs in keys["choose_vanishing"].answer)
    assert size < 1e-3 or size > 0.9


def alike(a: Any, b: Any) -> bool:
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-6, atol=1e-9, equal_nan=True))
