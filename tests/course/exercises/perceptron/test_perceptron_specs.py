"""Every exercise of lesson 01: are its inputs fit to find a mistake, and is each named mistake told by its name?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.exercises.keys import key_problems, read_keys, with_key
from course.exercises.perceptron import EXERCISES
from course.exercises.perceptron.gates import GATE_WEIGHTS
from course.exercises.perceptron.quiz import QUIZ_PERCEPTRON
from course.exercises.spec import ChoiceExercise, Exercise, GradientExercise, Mistake
from course.gates import INPUTS, WEIGHTS, table, unit
from course.grading.calls import in_process
from course.grading.grade import grade
from course.margin import mistake_bound, signed_margin
from course.perceptron import due, train, update

SEEDS = range(12)
SPECS = [exercise for exercise in EXERCISES if not isinstance(exercise, ChoiceExercise)]
MISTAKES = [(exercise, mistake) for exercise in EXERCISES for mistake in exercise.mistakes]
GRADIENTS = [exercise for exercise in EXERCISES if isinstance(exercise, GradientExercise)]


def gradient(w: Any, X: Any, y: Any, rule: Any) -> Any:
    return -(due(y * (X @ w), rule) * y) @ X / len(X)


def trained(X: Any, y: Any, rule: Any, max_epochs: int) -> Any:
    run = train(X, y, rule, max_epochs)
    return run.w, len(run.updates)


RIGHT = {
    "gate_weights": lambda gate: WEIGHTS[gate],
    "perceptron_update": update,
    "train_perceptron": trained,
    "perceptron_loss_grad": gradient,
    "margin": signed_margin,
    "mistake_bound": mistake_bound,
}


def update_in_float32(w: Any, x: Any, y: Any, rule: Any) -> Any:
    w, x, score = w.astype(np.float32), x.astype(np.float32), np.float32(0)
    for a, b in zip(w, x, strict=True):
        score += np.float32(y) * a * b
    return np.where(score <= 0 if rule == "classic" else score < 1, w + np.float32(y) * x, w)


def train_with_einsum(X: Any, y: Any, rule: Any, max_epochs: int) -> Any:
    X = X.astype(np.float32)[:, ::-1]  # the other order of summation
    w, m, clean, epochs = np.zeros(X.shape[1], np.float32), 0, False, 0
    while not clean and epochs < max_epochs:
        clean, epochs = True, epochs + 1
        for i in range(len(X)):
            score = np.einsum("d,d,->", w, X[i], np.float32(y[i]))
            if (score <= 0) if rule == "classic" else (score < 1):
                w, m, clean = w + np.float32(y[i]) * X[i], m + 1, False
    return w[::-1], m


def gradient_in_a_loop(w: Any, X: Any, y: Any, rule: Any) -> Any:
    dw = np.zeros_like(w)
    for x, label in zip(X, y, strict=True):  # ties decided the other way: a subgradient all the same
        score = label * x @ w
        if (score < 0) if rule == "classic" else (score <= 1):
            dw -= label * x
    return dw / len(X)


def margin_of_unit_w(X: Any, y: Any, w: Any) -> Any:
    u = (w / np.linalg.norm(w)).astype(np.float32)
    X = X.astype(np.float32)
    return min(y[i] * sum(X[i, j] * u[j] for j in range(len(u))) for i in range(len(X)))


def bound_in_float32(X: Any, gamma: float, rule: str) -> Any:
    R = np.linalg.norm(X.astype(np.float32), axis=1).max()
    return (R**2 + np.float32(2 if rule == "margin" else 0)) / np.float32(gamma) ** 2


OTHERWISE = {
    "gate_weights": lambda gate: ([7 * c for c in WEIGHTS[gate][0]], np.array([7 * WEIGHTS[gate][1]])),
    "perceptron_update": update_in_float32,
    "train_perceptron": train_with_einsum,
    "perceptron_loss_grad": gradient_in_a_loop,
    "margin": margin_of_unit_w,
    "mistake_bound": bound_in_float32,
}


def str_of(value: Any) -> str:
    """'margin' for an exercise, 'unsigned' for a mistake: the names of the tests."""
    return value.kind if isinstance(value, Mistake) else str(value.id)


def slip(exercise: Exercise, mistake: Mistake) -> Any:
    """The function of a student who makes this mistake."""

    def function(*args: Any) -> Any:
        made = mistake.make(**dict(zip(exercise.signature, args, strict=True)))
        values = tuple(made[part] for part in exercise.parts)
        return values if exercise.form == "tuple" else values[0]

    return function


@pytest.mark.parametrize("exercise", SPECS, ids=lambda e: e.id)
@pytest.mark.parametrize("answers", [RIGHT, OTHERWISE], ids=["right", "written otherwise"])
def test_right_answers_get_every_point(exercise: Exercise, answers: dict[str, Any]) -> None:
    """Does a right answer, also in float32, in loops, with ties decided otherwise, get full points?"""
    for seed in SEEDS:
        result = grade(exercise, in_process(answers[exercise.id]), seed)
        assert result.status == "correct", (seed, result.diagnosis, result.findings[:1])


@pytest.mark.parametrize(("exercise", "mistake"), MISTAKES, ids=str_of)
def test_named_mistakes_lose_points_and_are_named(exercise: Exercise, mistake: Mistake) -> None:
    """Is each mistake caught on every seed, and named on nearly all?

    Two mistakes can give the same wrong numbers on the few inputs of one seed, so one seed in six may differ.
    """
    results = [grade(exercise, in_process(slip(exercise, mistake)), seed) for seed in SEEDS]
    assert all(result.points < exercise.points for result in results)
    named = [result.diagnosis is not None and result.diagnosis.kind == mistake.kind for result in results]
    assert sum(named) >= len(SEEDS) * 5 / 6, [r.diagnosis for r in results]


@pytest.mark.parametrize("exercise", SPECS, ids=lambda e: e.id)
def test_inputs_vary_in_size_and_fit_the_signature(exercise: Exercise) -> None:
    """Do all cases draw the arguments of the signature, in order, and tables that are not square?"""
    shapes = set()
    for case in exercise.cases:
        for seed in range(8):
            args = case.inputs(np.random.default_rng(seed), seed)
            assert tuple(args) == exercise.signature
            arrays = [value for value in args.values() if isinstance(value, np.ndarray)]
            assert all(np.isfinite(array).all() for array in arrays)
            shapes.add(tuple(array.shape for array in arrays))
    assert exercise is GATE_WEIGHTS or len(shapes) > 3


@pytest.mark.parametrize("exercise", GRADIENTS, ids=lambda e: e.id)
def test_the_examples_add_up_to_the_loss(exercise: GradientExercise) -> None:
    """Do the losses of the rows sum to the loss?"""
    assert exercise.examples is not None
    for case in exercise.cases:
        args = case.inputs(np.random.default_rng(0), 0)
        parts = sum(one(**args) for one in exercise.examples(**args))
        assert parts == pytest.approx(exercise.loss(**args))


@pytest.mark.parametrize(
    ("w", "b"),
    [(None, 0.0), ("w", 1.0), ([1.0], 0.0), ([np.nan, 1.0], 0.0), ([1.0, 1.0], "b"), ([1, 1], [1, 2])],
)
def test_gate_answers_of_any_kind_are_survived(w: Any, b: Any) -> None:
    """Does a gate's verdict come, with a sentence and no point, whatever the answer is made of?"""
    said = GATE_WEIGHTS.verify(args={"gate": "AND"}, answer={"w": w, "b": b})
    assert all(said.values())
    assert grade(GATE_WEIGHTS, in_process(lambda gate: (w, b)), 0).points == 0


def test_a_tie_is_named_in_the_gate_exercise() -> None:
    """Is w = (1, 1), b = -2 told that its net input is exactly 0, and not what to use instead?"""
    said = GATE_WEIGHTS.verify(args={"gate": "AND"}, answer={"w": np.array([1.0, 1.0]), "b": -2.0})
    why = "because its net input is exactly 0"
    assert said["w"] == f"on the input (1, 1) the unit gives 0, {why}; AND gives 1"


def sentence(gate: str, w: tuple[float, float], b: float) -> str:
    said = GATE_WEIGHTS.verify(args={"gate": gate}, answer={"w": np.array(w), "b": b})
    assert said["w"] == said["b"]
    return said["w"] or ""


def is_threshold(gate: str, w: tuple[float, float], b: float) -> bool:
    """Whether "fires above b" is the gate, counted on the four rows by hand."""
    rows = ((0, 0), (0, 1), (1, 0), (1, 1))
    return [float(w[0] * p + w[1] * q > b) for p, q in rows] == list(table(gate))


@given(
    gate=st.sampled_from(sorted(WEIGHTS)),
    w=st.tuples(*2 * [st.integers(-4, 4).map(lambda k: k / 2)]),
    b=st.integers(-6, 6).map(lambda k: k / 2),
)
def test_what_is_said_of_a_unit_is_true(gate: str, w: tuple[float, float], b: float) -> None:
    """Are "a threshold" and "the opposite" said of exactly those units of which they are true?"""
    said = sentence(gate, w, b)
    outputs = unit(INPUTS, np.array(w), b)
    assert bool(said) == (outputs != table(gate)).any()
    assert ("the opposite" in said) == (outputs == 1 - table(gate)).all()
    assert ("is a threshold" in said) == (is_threshold(gate, w, b) and bool(said) and "the opposite" not in said)


def test_a_unit_of_another_gate_is_not_told_a_story() -> None:
    """Do OR's unit for AND, and a unit that never fires, get the one sentence that is certain?"""
    assert sentence("AND", (1.0, 1.0), -0.5) == "on the input (0, 1) the unit gives 1; AND gives 0"
    assert sentence("AND", (-1.0, -1.0), -1.0) == "on the input (1, 1) the unit gives 0; AND gives 1"
    assert sentence("AND", (1.0, 1.0), 1.5).endswith("as a bias it stands on the other side of the comparison")
    assert "the opposite" in sentence("NAND", (1.0, 1.0), -1.5)


def test_one_answer_for_every_gate_earns_its_gate() -> None:
    """Do AND's weights for all four gates earn a quarter, and is the first wrong row of OR what is said?"""
    for seed in SEEDS:
        result = grade(GATE_WEIGHTS, in_process(lambda gate: (np.array([1.0, 1.0]), -1.5)), seed)
        assert (result.points, result.status) == (0.5, "partial")
        assert result.diagnosis is not None
        assert result.diagnosis.message.endswith("on the input (0, 1) the unit gives 0; OR gives 1")


@pytest.mark.parametrize("letter", "abcd")
def test_the_quiz_has_its_key(letter: str, request: pytest.FixtureRequest) -> None:
    """Is "A true, B false" the only answer, and is each other option told where to look, without the letter?"""
    keys = read_keys(request.config.rootpath / "solutions" / "01_perceptron" / "keys.toml")
    assert key_problems(QUIZ_PERCEPTRON, keys["quiz_perceptron"]) == []
    result = grade(with_key(QUIZ_PERCEPTRON, keys), in_process(lambda: letter), 0)
    assert result.points == (1 if letter == "c" else 0)
    if letter != "c":
        assert result.diagnosis is not None
        assert "(c)" not in result.diagnosis.message
        assert result.diagnosis.message.endswith(keys["quiz_perceptron"].wrong[letter])
