"""The exercises of lesson 08: right answers found another way, inputs that fit, and verdicts that are true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course import optimisers
from course.exercises.keys import read_keys, with_key
from course.exercises.spec import Exercise, GradientExercise, ValueExercise
from course.exercises.training import EXERCISES
from course.exercises.training.deep_mistakes import backward
from course.exercises.training.draws import all_apart
from course.exercises.training.units import DISTINCT_UNITS
from course.exercises.training.variance import FORWARD_VARIANCE
from course.gradcheck import numeric_gradient
from course.grading.calls import in_process
from course.grading.grade import grade

KEYS = read_keys(Path(__file__).parents[4] / "solutions/08_training/keys.toml")
SEEDS = range(12)
BY_ID = {exercise.id: with_key(exercise, KEYS) for exercise in EXERCISES}


def rows_one_by_one(W: Any, b: Any, X: Any, y: Any, alpha: Any, size: Any, order: Any) -> Any:
    """Each row's gradient by itself, added up over its batch."""
    waiting = list(order)
    while waiting:
        batch, waiting = waiting[:size], waiting[size:]
        dW, db = np.zeros_like(W), np.zeros_like(b)
        for i in batch:
            p = np.exp(W @ X[i] + b)
            p /= p.sum()
            p[y[i]] -= 1
            dW, db = dW + np.outer(p, X[i]) / len(batch), db + p / len(batch)
        W, b = W - alpha * dW, b - alpha * db
    return W, b


def pairs_compared(W1: Any, b1: Any, W2: Any) -> Any:
    kept: list[int] = []
    for j in range(len(b1)):
        same = [i for i in kept if b1[i] == b1[j] and (W1[i] == W1[j]).all() and (W2[:, i] == W2[:, j]).all()]
        kept += [] if same else [j]
    return float(len(kept))


def from_the_last_layer(q: Any, widths: Any, sds: Any, slope: Any) -> Any:
    last = widths[len(sds) - 1] * sds[-1] ** 2
    if len(sds) == 1:
        return np.float32(last * q)
    return last * (0.5 + 0.5 * slope * slope) * from_the_last_layer(q, widths[:-1], sds[:-1], slope)


def one_example_at_a_time(params: Any, X: Any, Y: Any) -> Any:
    grads = {name: np.zeros_like(value) for name, value in params.items()}
    for x, target in zip(X, Y, strict=True):
        a = np.tanh(params["W1"] @ x + params["b1"])
        z = params["W2"] @ a + params["b2"]
        r = np.where(z > 0, z, 0.0)
        dout = (params["W3"] @ r + params["b3"] - target) * 2 / len(X)
        dz = np.where(z > 0, params["W3"].T @ dout, 0.0)
        dy = params["W2"].T @ dz / np.cosh(params["W1"] @ x + params["b1"]) ** 2
        for layer, (delta, below) in enumerate(((dy, x), (dz, a), (dout, r)), start=1):
            grads[f"W{layer}"] += np.outer(delta, below)
            grads[f"b{layer}"] += delta
    return grads


def momentum_with_b(w: Any, v: Any, G: Any, eta: Any, mu: Any) -> Any:
    """The engine's form, b = −v/η, in float32."""
    b = (-v / eta).astype(np.float32)
    for g in G:
        b = mu * b + g
        w = w - eta * b
    return w, -eta * b


def nesterov_by_differences(w: Any, v: Any, X: Any, y: Any, eta: Any, mu: Any) -> Any:
    slope = numeric_gradient(lambda u: np.mean((X @ u - y) ** 2), w + mu * v).value
    return w + mu * v - eta * slope, mu * v - eta * slope


def adam_as_algorithm_1(w: Any, m: Any, v: Any, g: Any, t: Any, eta: Any, b1: Any, b2: Any, eps: Any) -> Any:
    """With the corrections drawn into the rate (section 2 of the paper), eps scaled to match."""
    m, v = m + (1 - b1) * (g - m), v + (1 - b2) * (g**2 - v)
    root = np.sqrt(1 - b2**t)
    return w - eta * root / (1 - b1**t) * m / (np.sqrt(v) + eps * root), m, v


def decay_first(w: Any, b: Any, G: Any, eta: Any, mu: Any, lam: Any) -> Any:
    for g in G:
        b = g + mu * b
        lost = eta * lam * w
        w = w - lost - eta * b
    return w, b


OTHERWISE: dict[str, Any] = {
    "sgd_digits": rows_one_by_one,
    "distinct_units": pairs_compared,
    "forward_variance": from_the_last_layer,
    "choose_init": lambda: "C",
    "two_hidden_grads": one_example_at_a_time,
    "momentum_step": momentum_with_b,
    "nesterov_step": nesterov_by_differences,
    "adam_step": adam_as_algorithm_1,
    "decoupled_decay": decay_first,
}
ONE = np.ones(1)
FIRST_TRIES: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "sgd_digits": ((np.zeros((2, 1)), np.zeros(2), np.array([[1.0], [2.0]]), np.array([0, 1]), 1.0, 1, np.arange(2)),
                   {"W": [[-1.405], [1.405]], "b": [-0.4526, 0.4526]}),
    "distinct_units": ((np.ones((3, 1)), np.array([0.0, 0.0, 1.0]), np.array([[2.0, 5.0, 2.0]])), {"units": 3}),
    "forward_variance": ((1.0, np.array([2, 3, 1]), np.array([1.0, 0.5]), 0.0), {"q_last": 0.75}),
    "momentum_step": ((ONE, 0.5 * ONE, np.array([[1.0], [2.0]]), 0.1, 0.5), {"w": [1.025], "v": [-0.125]}),
    "nesterov_step": ((ONE, 0.5 * ONE, np.array([[2.0]]), 3 * ONE, 0.1, 0.4), {"w": [1.44], "v": [0.44]}),
    "adam_step": ((ONE, 0 * ONE, 0 * ONE, 2 * ONE, 1, 0.1, 0.9, 0.99, 1e-8), {"w": [0.9], "m": [0.2], "v": [0.04]}),
    "decoupled_decay": ((2 * ONE, ONE, np.array([[1.0], [0.0]]), 0.1, 0.5, 1.0), {"w": [1.41], "b": [0.75]}),
}  # fmt: skip


def named(exercise: Exercise) -> str:
    return exercise.id


@pytest.mark.parametrize("exercise", BY_ID.values(), ids=named)
def test_answers_found_another_way_get_every_point(exercise: Exercise) -> None:
    """Do loops, differences, float32 and other formulas agree with the specs, on every seed?"""
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
        assert given_out[part] == pytest.approx(np.array(value), rel=1e-3)


def test_every_exercise_names_its_typical_mistakes() -> None:
    """Has the gradient exercise five or more, and every value exercise three or more?"""
    for exercise in EXERCISES:
        least = 5 if isinstance(exercise, GradientExercise) else 3 if isinstance(exercise, ValueExercise) else 0
        assert len(exercise.mistakes) >= least


def test_the_examples_add_up_to_the_loss_and_the_derivation_is_its_gradient() -> None:
    """Do the rows' losses sum to the loss of the deep net, and is the backward pass here its numeric gradient?"""
    exercise = BY_ID["two_hidden_grads"]
    assert isinstance(exercise, GradientExercise) and exercise.examples is not None
    for case in exercise.cases:
        args = case.inputs(np.random.default_rng(0), 0)
        assert sum(one(**args) for one in exercise.examples(**args)) == pytest.approx(exercise.loss(**args))
        for name, value in backward(**args).items():

            def moved(array: Any, name: str = name, args: Any = args) -> Any:
                return exercise.loss({**args["params"], name: array}, args["X"], args["Y"])

            measured = numeric_gradient(moved, args["params"][name]).value
            np.testing.assert_allclose(value, measured, rtol=1e-5, atol=1e-7)


def test_descent_keeps_as_many_units_as_are_counted() -> None:
    """After steps on random data, does a tanh net have just as many different units as its start says?"""
    assert isinstance(DISTINCT_UNITS, ValueExercise)
    rng = np.random.default_rng(0)
    for case in DISTINCT_UNITS.cases:
        start = case.inputs(rng, 0)
        W1, b1, W2 = (start[name].copy() for name in ("W1", "b1", "W2"))
        X, Y = rng.standard_normal((6, W1.shape[1])), rng.standard_normal((6, W2.shape[0]))
        for _ in range(4):
            A = np.tanh(X @ W1.T + b1)
            dZ2 = 0.1 * (A @ W2.T - Y)
            dZ1 = (dZ2 @ W2) * (1 - A**2)
            W1, b1, W2 = W1 - 0.1 * dZ1.T @ X, b1 - 0.1 * dZ1.sum(axis=0), W2 - 0.1 * dZ2.T @ A
        after = np.column_stack([W1, b1, W2.T]).round(9)
        assert len(np.unique(after, axis=0)) == DISTINCT_UNITS.reference(**start)["units"]


def test_the_predicted_mean_square_is_measured() -> None:
    """Is the reference the mean over random nets, within four standard errors?"""
    assert isinstance(FORWARD_VARIANCE, ValueExercise)
    rng = np.random.default_rng(1)
    for case in FORWARD_VARIANCE.cases:
        args = case.inputs(np.random.default_rng(2), 0)
        widths, nets = args["widths"], 4000
        A = np.sqrt(args["q"]) * rng.choice([-1.0, 1.0], (nets, widths[0]))
        for layer, sd in enumerate(args["sds"]):
            W = sd * rng.standard_normal((nets, widths[layer + 1], widths[layer]))
            Z = np.einsum("soi,si->so", W, A)
            A = np.where(Z > 0, Z, args["slope"] * Z)
        squares = np.mean(Z**2, axis=1)
        off = squares.mean() - FORWARD_VARIANCE.reference(**args)["q_last"]
        assert abs(off) < 4 * squares.std() / np.sqrt(nets)


def test_the_specs_agree_with_the_engine() -> None:
    """Do three steps of the engine's momentum, Nesterov and Adam end where the references do?"""
    rng = np.random.default_rng(3)
    G, w0 = rng.standard_normal((3, 4)), rng.standard_normal(4)
    params = {"w": w0.copy()}
    ball = optimisers.Momentum(0.3, mu=0.7)
    for g in G:
        ball.step(params, {"w": g})
    momentum = BY_ID["momentum_step"]
    assert isinstance(momentum, ValueExercise)
    np.testing.assert_allclose(params["w"], momentum.reference(w0, np.zeros(4), G, 0.3, 0.7)["w"])
    params, adam = {"w": w0.copy()}, optimisers.Adam(0.3, beta1=0.6, beta2=0.9, eps=0.1)
    state, step = {"w": w0, "m": np.zeros(4), "v": np.zeros(4)}, BY_ID["adam_step"]
    assert isinstance(step, ValueExercise)
    for t, g in enumerate(G, start=1):
        adam.step(params, {"w": g})
        state = dict(step.reference(**state, g=g, t=t, eta=0.3, beta1=0.6, beta2=0.9, eps=0.1))
    np.testing.assert_allclose(params["w"], state["w"])
    X, y, nesterov = rng.standard_normal((5, 4)), rng.standard_normal(5), BY_ID["nesterov_step"]
    assert isinstance(nesterov, ValueExercise)
    params, engine, w, v = {"w": w0.copy()}, optimisers.Nesterov(0.1, mu=0.7), w0, np.zeros(4)
    for _ in range(3):
        engine.step(params, {"w": 2 / 5 * X.T @ (X @ params["w"] - y)})
        moved = nesterov.reference(w, v, X, y, 0.1, 0.7)
        w, v = moved["w"], moved["v"]
    np.testing.assert_allclose(params["w"], w + 0.7 * v)


def test_the_planted_bug_earns_nothing() -> None:
    """Does the loop as it is given out get no points, though it is right where there is one batch?"""

    def given_out(W: Any, b: Any, X: Any, y: Any, alpha: Any, size: Any, order: Any) -> Any:
        dW, db = np.zeros_like(W), np.zeros_like(b)
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            powers = np.exp(X[batch] @ W.T + b)
            dZ = powers / powers.sum(axis=1, keepdims=True)
            dZ[np.arange(len(batch)), y[batch]] -= 1
            dZ = dZ / len(batch)
            dW += dZ.T @ X[batch]
            db += dZ.sum(axis=0)
            W, b = W - alpha * dW, b - alpha * db
        return W, b

    exercise = BY_ID["sgd_digits"]
    assert isinstance(exercise, ValueExercise)
    result = grade(exercise, in_process(given_out), 0)
    assert result.points == 0 and result.diagnosis is not None and result.diagnosis.kind == "piles-up"
    alone = exercise.cases[2].inputs(np.random.default_rng(0), 0)
    assert np.allclose(given_out(**alone)[0], exercise.reference(**alone)["W"])


@pytest.mark.parametrize("letter", "abd")
def test_wrong_letters_are_told_why(letter: str) -> None:
    """Does each wrong scale get its own sentence and no point?"""
    result = grade(BY_ID["choose_init"], in_process(lambda: letter), 0)
    assert result.points == 0 and result.diagnosis is not None
    assert result.diagnosis.message == KEYS["choose_init"].wrong[letter]


def test_the_key_is_what_the_law_says() -> None:
    """Of the four scales, does the key's alone keep the mean square from the first sums to the second?"""
    assert isinstance(FORWARD_VARIANCE, ValueExercise)
    options = {"a": 0.02, "b": 0.447, "c": 0.141, "d": 0.1}
    widths, first = np.array([784, 100, 10]), np.sqrt(1 / 784)
    square = {name: FORWARD_VARIANCE.reference(1.0, widths, np.array([first, sd]), 0.0)["q_last"]
              for name, sd in options.items()}  # fmt: skip
    kept = [name for name, value in square.items() if abs(value - 1) < 0.05]
    assert tuple(kept) == KEYS["choose_init"].answer


def test_a_mistake_that_is_right_by_chance_is_seen() -> None:
    """Does the draws' own test refuse inputs on which a mistake gives the right answer?"""
    exercise = BY_ID["momentum_step"]
    assert isinstance(exercise, ValueExercise)
    still = {"w": ONE, "v": 0 * ONE, "G": np.zeros((2, 1)), "eta": 0.1, "mu": 0.5}
    assert not all_apart(still, exercise.reference(**still), exercise.mistakes)
