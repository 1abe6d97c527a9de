"""The exercises of lesson 04: right answers found another way, inputs that fit, and verdicts that are true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.exercises.descent import EXERCISES
from course.exercises.descent.not_convex import GAP, NOT_CONVEX, loss
from course.exercises.descent.steps import MOST, measured
from course.exercises.keys import read_keys, with_key
from course.exercises.spec import Exercise, GradientExercise, ValueExercise
from course.gradcheck import numeric_gradient
from course.grading.calls import in_process
from course.grading.grade import grade

KEYS = read_keys(Path(__file__).parents[4] / "solutions/04_descent/keys.toml")
SEEDS = range(12)
BY_ID = {exercise.id: with_key(exercise, KEYS) for exercise in EXERCISES}


def step_by_differences(w: Any, b: Any, X: Any, y: Any, alpha: Any) -> Any:
    """The loss's own slopes, measured."""

    def mean_square(v: Any) -> Any:
        return np.mean((X @ v[:-1] + v[-1] - y) ** 2)

    v = np.append(w, b)
    moved = v - alpha * numeric_gradient(mean_square, v).value
    return moved[:-1], moved[-1]


def edge_by_powers(X: Any, lam: Any) -> Any:
    """The largest curvature by looking where a high power of the Hessian leads; no eigenvalue routine."""
    H = 2 / len(X) * X.T @ X + 2 * lam * np.eye(X.shape[1])
    power = H
    for _ in range(16):
        power = power @ power / np.trace(power) ** 2
    v = power @ np.arange(1.0, 1.0 + len(H))
    return 2 * (v @ v) / (v @ H @ v)


def steps_by_powers(lams: Any, alpha: Any, factor: Any) -> Any:
    t = 0
    while max(abs(1 - alpha * lam) ** t for lam in lams) > factor:
        t += 1
    return float(t)


def batch_in_a_loop(w: Any, b: Any, X: Any, y: Any, S: Any) -> Any:
    dw, db = np.zeros(len(w), np.float32), 0.0
    for i in sorted(S.tolist(), reverse=True):
        r = sum(X[i, j] * w[j] for j in range(len(w))) + b - y[i]
        slope = (np.exp(2 * r) - 1) / (np.exp(2 * r) + 1) / len(S)
        dw += (slope * X[i]).astype(np.float32)
        db += slope
    return dw, db


def epoch_with_matrices(w: Any, X: Any, y: Any, alpha: Any, order: Any) -> Any:
    """Each step is an affine map of w: multiply by I − 2α x xᵀ and add 2α y x."""
    for i in order:
        w = (np.eye(len(w)) - 2 * alpha * np.outer(X[i], X[i])) @ w + 2 * alpha * y[i] * X[i]
    return w


def decay_by_waiting(eta0: Any, kappa: Any, step: Any, per_epoch: Any, kind: Any) -> Any:
    eta, inverse = eta0, 1.0
    for s in range(1, step + 1):
        if s % per_epoch == 0:
            eta, inverse = eta * np.exp(-kappa), inverse + kappa
    return eta if kind == "exponential" else eta0 / inverse


def clip_one_vector(dW: Any, db: Any, limit: Any) -> Any:
    g = np.concatenate([dW.ravel(), db.ravel()]).astype(np.float32)
    g = g if np.linalg.norm(g) <= limit else g / np.linalg.norm(g) * limit
    return g[: dW.size].reshape(dW.shape), g[dW.size :].reshape(db.shape)


OTHERWISE: dict[str, Any] = {
    "least_squares_step": step_by_differences,
    "largest_stable_step": edge_by_powers,
    "predict_steps": steps_by_powers,
    "minibatch_gradient": batch_in_a_loop,
    "sgd_epoch": epoch_with_matrices,
    "decayed_step": decay_by_waiting,
    "not_convex": lambda y: (np.array([2.0, y / np.tanh(2)]), [-2.0, -y / np.tanh(2)], 0.4),
    "choose_saddle": lambda: "C",
    "clip_by_norm": clip_one_vector,
}
FIRST_TRIES: dict[str, tuple[tuple[Any, ...], Any]] = {
    "least_squares_step": ((np.zeros(1), 0.0, np.array([[0.0], [2.0]]), np.array([1.0, 3.0]), 0.1),
                           {"w": [0.6], "b": 0.4}),
    "largest_stable_step": ((np.array([[1.0, 0.0], [0.0, 2.0]]), 0.5), {"alpha": 0.4}),
    "predict_steps": ((np.array([1.0, 4.0]), 0.45, 0.1), {"steps": 11}),
    "sgd_epoch": ((np.zeros(1), np.array([[1.0], [2.0]]), np.array([1.0, 4.0]), 0.1, np.array([1, 0])),
                  {"w": [1.48]}),
    "decayed_step": ((1.0, 0.5, 7, 3, "inverse"), {"eta": 0.5}),
    "clip_by_norm": ((np.array([[3.0, 0.0]]), np.array([4.0]), 2.5), {"dW": [[1.5, 0]], "db": [2.0]}),
}  # fmt: skip


def named(exercise: Exercise) -> str:
    return exercise.id


@pytest.mark.parametrize("exercise", BY_ID.values(), ids=named)
def test_answers_found_another_way_get_every_point(exercise: Exercise) -> None:
    """Do differences, loops, float32 and other formulas agree with the specs, on every seed?"""
    for seed in SEEDS:
        result = grade(exercise, in_process(OTHERWISE[exercise.id]), seed)
        assert result.status == "correct", (seed, result.diagnosis, result.findings[:1])


@pytest.mark.parametrize("name", FIRST_TRIES)
def test_what_the_lesson_gives_to_try_first_is_right(name: str) -> None:
    """Does the reference give the small case's numbers, which were worked out by hand?"""
    exercise, (args, wanted) = BY_ID[name], FIRST_TRIES[name]
    assert isinstance(exercise, ValueExercise)
    given_out = exercise.reference(*args)
    for part, value in wanted.items():
        assert given_out[part] == pytest.approx(np.array(value), rel=1e-4)


def test_every_exercise_names_its_typical_mistakes() -> None:
    """Has the gradient exercise five or more, and every value exercise three or more?"""
    for exercise in EXERCISES:
        least = 5 if isinstance(exercise, GradientExercise) else 3 if isinstance(exercise, ValueExercise) else 0
        assert len(exercise.mistakes) >= least


def test_the_examples_add_up_to_the_loss() -> None:
    """Do the losses of a minibatch's examples sum to its loss?"""
    exercise = BY_ID["minibatch_gradient"]
    assert isinstance(exercise, GradientExercise) and exercise.examples is not None
    for case in exercise.cases:
        args = case.inputs(np.random.default_rng(0), 0)
        assert sum(one(**args) for one in exercise.examples(**args)) == pytest.approx(exercise.loss(**args))


def test_a_diverging_descent_is_not_counted_for_ever() -> None:
    """Does the count of `predict_steps` end with an error where the descent never arrives?"""
    with pytest.raises(RuntimeError, match=f"got {MOST} steps"):
        measured(np.array([1.0, 2.0]), 1.0, 0.5)


@settings(max_examples=60, deadline=None)
@given(
    y=st.sampled_from([-0.9, -0.3, 0.3, 0.7]),
    p=st.tuples(*2 * [st.floats(-3, 3)]), q=st.tuples(*2 * [st.floats(-3, 3)]), t=st.floats(-0.5, 1.5),
)  # fmt: skip
def test_a_chord_is_judged_by_its_numbers(y: float, p: Any, q: Any, t: float) -> None:
    """Is an answer right exactly if t is a share and the loss lies above the chord by more than the gap?"""
    a, b = np.array(p), np.array(q)
    said = NOT_CONVEX.verify(args={"y": y}, answer={"p": a, "q": b, "t": t})
    above = loss(t * a + (1 - t) * b, y) - (t * loss(a, y) + (1 - t) * loss(b, y))
    right = 0 < t < 1 and not np.array_equal(a, b) and above > GAP
    assert (not any(said.values())) == right


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"p": [1.0, 1.0], "q": [1.0, 1.0], "t": 0.5}, "one point"),
        ({"p": [1.0, 1.0], "q": [-1.0, -1.0], "t": 0.0}, "neither end counts"),
        ({"p": [0.0, 0.0], "q": [1.0, 1.0], "t": 0.5}, "the chord has"),
        ({"p": [1.0], "q": [1.0, 1.0], "t": 0.5}, "two numbers"),
        ({"p": "p", "q": [1.0, 1.0], "t": 0.5}, "not made of numbers"),
        ({"p": [np.nan, 1.0], "q": [1.0, 1.0], "t": 0.5}, "not finite"),
        ({"p": [1.0, 1.0], "q": [1.0, 2.0], "t": "half"}, "one number"),
        ({"p": [1.0, 1.0], "q": None, "t": np.array([0.5])}, "q"),
        ({}, "p"),
    ],
)
def test_wrong_chords_are_told_why(answer: dict[str, Any], told: str) -> None:
    """Does each typical wrong answer, of whatever kind, get one sentence that says what is off?"""
    said = [text for text in NOT_CONVEX.verify(args={"y": 0.5}, answer=answer).values() if text]
    assert said and any(told in text for text in said)


def test_the_planted_bug_earns_nothing() -> None:
    """Does the loop as it is given out get no points, though it is right on one of the cases?"""

    def given_out(w: Any, X: Any, y: Any, alpha: Any, order: Any) -> Any:
        for d, i in enumerate(order):
            w = w - alpha * 2 * (X[d] @ w - y[i]) * X[d]
        return w

    exercise = BY_ID["sgd_epoch"]
    assert isinstance(exercise, ValueExercise)
    result = grade(exercise, in_process(given_out), 0)
    assert result.points == 0 and result.diagnosis is not None and result.diagnosis.kind == "place-for-example"
    in_turn = exercise.cases[1].inputs(np.random.default_rng(0), 0)
    assert np.allclose(given_out(**in_turn), exercise.reference(**in_turn)["w"])


@pytest.mark.parametrize("letter", "abd")
def test_wrong_letters_are_told_why(letter: str) -> None:
    """Does each wrong option of the saddle get its own sentence and no point?"""
    result = grade(BY_ID["choose_saddle"], in_process(lambda: letter), 0)
    assert result.points == 0 and result.diagnosis is not None
    assert result.diagnosis.message == KEYS["choose_saddle"].wrong[letter]


def test_the_key_is_what_the_eigenvalues_say() -> None:
    """Of the four options, has the key's alone a negative and a positive curvature at the origin?"""
    options = {
        "a": lambda v: v[0] ** 2 + 3 * v[1] ** 2, "b": lambda v: v[0] ** 2 + v[1] ** 4,
        "c": lambda v: v[0] * v[1], "d": lambda v: -(v[0] ** 2) - 2 * v[1] ** 2,
    }  # fmt: skip
    h, found = 1e-3, []
    for name, f in options.items():
        corners = np.array([[f(np.array([a * h, b * h])) for b in (-1, 0, 1)] for a in (-1, 0, 1)])
        mixed = (corners[2, 2] - corners[2, 0] - corners[0, 2] + corners[0, 0]) / 4
        own = (corners[2, 1] + corners[0, 1] - 2 * corners[1, 1], corners[1, 2] + corners[1, 0] - 2 * corners[1, 1])
        low, high = np.linalg.eigvalsh(np.array([[own[0], mixed], [mixed, own[1]]]) / h**2)
        found += [name] if low < -1e-2 and high > 1e-2 else []
    assert tuple(found) == KEYS["choose_saddle"].answer
