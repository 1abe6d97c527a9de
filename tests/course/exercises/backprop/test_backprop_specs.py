"""Every exercise of lesson 07: are its inputs fit to find a mistake, and does each named mistake differ?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course.doctor.smallest import MOST
from course.exercises.backprop import EXERCISES
from course.exercises.spec import Case, GradientExercise, Mistake
from course.gradcheck import complex_step_gradient, numeric_gradient

Answers = dict[str, Callable[..., dict[str, Any]]]
SPECS: list[GradientExercise] = [spec for spec in EXERCISES if isinstance(spec, GradientExercise)]
BY_CASE = [pytest.param(s, c, id=f"{s.id}-{c.name.replace(' ', '-')}") for s in SPECS for c in s.cases]
BY_SPEC = [pytest.param(s, id=s.id) for s in SPECS]
BY_MISTAKE = [pytest.param(s, m, id=f"{s.id}-{m.kind}") for s in SPECS for m in s.mistakes]


def vary(args: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    name, _, key = path.partition(".")
    return args | {name: args[name] | {key: value} if key else value}


def pick(args: dict[str, Any], path: str) -> Any:
    name, _, key = path.partition(".")
    return args[name][key] if key else args[name]


def trials(case: Case, seed: int = 7) -> list[dict[str, Any]]:
    rng = np.random.default_rng(seed)
    return [case.draw(rng) for _ in range(max(case.trials, 4))]


def alike(a: Any, b: Any) -> bool:
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-6, atol=1e-9))


@pytest.mark.parametrize(("spec", "case"), BY_CASE)
def test_hand_derived_gradients_agree_with_differences(spec: GradientExercise, case: Case, answers: Answers) -> None:
    """Does the loss have the gradient that was derived by hand, on every case?"""
    for args in trials(case)[:2]:
        for part, path in spec.wrt.items():
            estimate = numeric_gradient(
                lambda v, args=args, path=path: spec.loss(**vary(args, path, v)), pick(args, path)
            )
            wanted = np.asarray(answers[spec.id](**args)[part])
            slack = 1e-6 * np.abs(wanted) + estimate.error + 1e-9
            assert estimate.value.shape == wanted.shape
            assert np.all(wanted >= estimate.low - slack), (part, wanted, estimate)
            assert np.all(wanted <= estimate.high + slack), (part, wanted, estimate)


@pytest.mark.parametrize(("spec", "case"), [p for p in BY_CASE if p.values[0].analytic])
def test_hand_derived_gradients_agree_with_the_complex_step(
    spec: GradientExercise, case: Case, answers: Answers
) -> None:
    """Does each loss that is said to be analytic continue to complex numbers, with the same gradient?"""
    for args in trials(case):
        for part, path in spec.wrt.items():
            exact = complex_step_gradient(
                lambda v, args=args, path=path: spec.loss(**vary(args, path, v)), pick(args, path)
            )
            np.testing.assert_allclose(exact, answers[spec.id](**args)[part], rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("spec", BY_SPEC)
def test_parts_sum_to_the_loss(spec: GradientExercise) -> None:
    """Do the terms, and the examples, add up to the loss?"""
    for case in spec.cases:
        for args in trials(case):
            if spec.terms:
                assert np.isclose(sum(term(**args) for term in spec.terms.values()), spec.loss(**args))
            if spec.examples:
                assert np.isclose(sum(row(**args) for row in spec.examples(**args)), spec.loss(**args))


@pytest.mark.parametrize("spec", BY_SPEC)
def test_inputs_are_fit(spec: GradientExercise) -> None:
    """Are ordinary matrices never square, sizes varied, draws fresh, arguments in the signature's order?"""
    main = spec.cases[0]
    drawn = trials(main)
    for args in drawn:
        assert tuple(args) == spec.signature
        for value in _arrays(args):
            assert value.ndim < 2 or value.shape[0] != value.shape[1]
    shapes = {tuple(value.shape for value in _arrays(args)) for args in drawn}
    assert len(shapes) > 1 or spec.id == "regularised_unit_grads"  # its arguments are all single numbers
    assert not alike(_arrays(drawn[0])[0].sum(), _arrays(drawn[1])[0].sum())
    assert max(case.share for case in spec.cases) == main.share
    assert set(spec.wrt) == set(spec.parts)


@pytest.mark.parametrize("spec", BY_SPEC)
def test_gradients_do_not_vanish_on_ordinary_inputs(spec: GradientExercise, answers: Answers) -> None:
    """Would an answer of zeros fail wherever a right answer is not zero by nature?"""
    for args in trials(spec.cases[0]):
        for value in answers[spec.id](**args).values():
            assert np.abs(value).max() > 1e-3


@pytest.mark.parametrize(("spec", "mistake"), BY_MISTAKE)
def test_a_mistake_is_a_mistake(spec: GradientExercise, mistake: Mistake, answers: Answers) -> None:
    """Is each named mistake wrong on every ordinary trial, and finite on every case?"""
    for case in spec.cases:
        for args in trials(case):
            before = [value.copy() for value in _arrays(args)]
            made = mistake.make(**args)
            assert set(made) <= set(spec.parts)
            for value in made.values():
                assert np.isfinite(np.asarray(value, dtype=float)).all()
            assert all(np.array_equal(a, b) for a, b in zip(before, _arrays(args), strict=True))
            if case is spec.cases[0]:
                right = answers[spec.id](**args)
                assert not all(alike(made[part], right[part]) for part in made)


@pytest.mark.parametrize("spec", BY_SPEC)
def test_mistakes_are_told_apart(spec: GradientExercise, answers: Answers) -> None:
    """Do any two named mistakes give the same answer on all ordinary trials, so that no card could choose?"""
    drawn = trials(spec.cases[0])
    made = {
        mistake.kind: [answers[spec.id](**args) | dict(mistake.make(**args)) for args in drawn]
        for mistake in spec.mistakes
    }
    assert len(made) == len(spec.mistakes) >= 5
    kinds = list(made)
    for i, one in enumerate(kinds):
        for other in kinds[i + 1 :]:
            pairs = zip(made[one], made[other], strict=True)
            assert not all(alike(a[part], b[part]) for a, b in pairs for part in spec.parts), (one, other)


@pytest.mark.parametrize("spec", BY_SPEC)
def test_messages_are_sentences(spec: GradientExercise) -> None:
    """Is each message one plain sentence without a formula?"""
    for mistake in spec.mistakes:
        assert mistake.message.endswith(".")
        assert mistake.message.count(". ") == 0
        assert not set("=@") & set(mistake.message)
        assert ".T" not in mistake.message


def case_of(spec_id: str, name: str) -> Case:
    (spec,) = (spec for spec in EXERCISES if spec.id == spec_id)
    (case,) = (case for case in spec.cases if case.name == name)
    return case


def test_the_smallest_relu_case_has_every_gate() -> None:
    """Does a vector hold each sign of Z with each sign of dA, so that one wrong gate is told from another?"""
    for args in trials(case_of("relu_backward", "one vector")):
        signs = zip(np.sign(args["Z"]), np.sign(args["dA"]), strict=True)
        assert len(set(signs)) == 4


def test_no_card_writes_out_a_kink() -> None:
    """Is a Z with zeros too large to be shown whole, and no other case without them?"""
    (spec,) = (spec for spec in EXERCISES if spec.id == "relu_backward")
    for case in spec.cases:
        for args in trials(case):
            with_zeros = bool((args["Z"] == 0).any())
            assert with_zeros == (case.name == "entries of Z that are exactly 0")
            assert args["Z"].size > MOST or not with_zeros


def test_a_batch_has_two_labels_at_least() -> None:
    """Would it show on every ordinary input that one row's label changes the other rows?"""
    case = case_of("softmax_cross_entropy_grad", "ordinary inputs")
    for seed in range(50):
        assert all(len(set(args["y"].tolist())) > 1 for args in trials(case, seed))


def test_the_fixed_questions_are_there() -> None:
    """Are the six graded functions there under their fixed names and signatures?"""
    found = {spec.id: (spec.signature, spec.parts) for spec in EXERCISES}
    fixed = {
        "linear_backward": (("W", "b", "X", "dZ"), ("dW", "db", "dX")),
        "relu_backward": (("Z", "dA"), ("dZ",)),
        "squared_norm_grads": (("W", "x"), ("dW", "dx")),
        "ridge_grads": (("w", "b", "X", "y", "lam"), ("dw", "db")),
        "softmax_cross_entropy_grad": (("Z", "y"), ("dZ",)),
        "mlp_grads": (("params", "X", "y"), ("W1", "b1", "W2", "b2")),
    }
    assert {name: found[name] for name in fixed} == fixed


def _arrays(args: dict[str, Any]) -> list[Any]:
    flat: list[Any] = []
    for value in args.values():
        flat += [np.asarray(v) for v in (value.values() if isinstance(value, dict) else [value])]
    return flat
