"""The exercises of lesson 10: right answers found another way, inputs that fit, and verdicts that are true."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.exercises.keys import read_keys, with_key
from course.exercises.layers import EXERCISES
from course.exercises.layers.attend import FAR
from course.exercises.layers.field import measured
from course.exercises.spec import Exercise, GradientExercise, ValueExercise
from course.gradcheck import numeric_gradient
from course.grading.calls import in_process
from course.grading.expected import gradient_of
from course.grading.grade import grade
from course.layers import LayerNorm
from course.layers.attention import attention_backward
from course.layers.convolution import conv2d, conv2d_backward
from course.layers.recurrent import recurrent, recurrent_backward

KEYS = read_keys(Path(__file__).parents[4] / "solutions/10_layers/keys.toml")
SEEDS = range(6)
BY_ID = {exercise.id: with_key(exercise, KEYS) for exercise in EXERCISES}


def slide_entry_by_entry(X: Any, W: Any, b: Any, stride: Any) -> Any:
    """The formula of the lesson, in four loops and single precision."""
    (n, T), (f, k) = X.shape, W.shape
    Y = np.zeros((n, f, (T - k) // stride + 1), np.float32)
    for r in range(n):
        for g in range(f):
            for i in range(Y.shape[2]):
                Y[r, g, i] = b[g] + sum(float(W[g, u] * X[r, i * stride + u]) for u in range(k))
    return Y


def count_by_building(c: Any, h: Any, w: Any, f: Any, k: Any, stride: Any) -> Any:
    """The sizes of the arrays themselves."""
    filters, biases = np.zeros((f, c, k, k)), np.zeros(f)
    Y = conv2d(filters, biases, np.zeros((1, c, h, w)), stride=stride)
    return filters.size + biases.size, Y.size, Y.size * (c * h * w) + Y.size


def slide_as_an_image(w: Any, X: Any, dY: Any, stride: Any) -> Any:
    """The engine on images: every ``stride``-th place of a signal is one of an image of one row with stride 1."""
    S, k = dY.shape[1], len(w)
    full = np.zeros((len(X), 1, 1, X.shape[1] - k + 1))
    full[:, 0, 0, : (S - 1) * stride + 1 : stride] = dY
    dW, _, dX = conv2d_backward(w[None, None, None], np.zeros(1), X[:, None, None], full)
    return dW.ravel(), dX[:, 0, 0]


def see_from_above(kernels: Any, strides: Any) -> Any:
    """Go down: an interval of s outputs needs (s − 1)·stride + kernel entries of the layer below."""
    size = 1
    for k, s in zip(kernels[::-1], strides[::-1], strict=True):
        size = (size - 1) * s + k
    return int(size)


def through_the_engine(U: Any, V: Any, c: Any, X: Any, y: Any) -> Any:
    b, h0 = np.zeros(len(U)), np.zeros((1, len(U)))
    H = recurrent(V, U, b, X[None], h0)
    error = float(c @ H[0, -1] - y)
    dH = np.zeros_like(H)
    dH[0, -1] = error * c
    dV, dU, *_ = recurrent_backward(V, U, b, X[None], h0, H, dH)
    return dU, dV, error * H[0, -1]


def block_by_differences(W1: Any, W2: Any, X: Any, dY: Any) -> Any:
    """No derivation at all."""

    def output(A: Any, B: Any, Z: Any) -> Any:
        return float(np.sum(dY * Z) + np.sum(dY * (np.tanh(Z @ A.T) @ B.T)))

    return (
        numeric_gradient(lambda A: output(A, W2, X), W1).value,
        numeric_gradient(lambda B: output(W1, B, X), W2).value,
        numeric_gradient(lambda Z: output(W1, W2, Z), X).value,
    )


def weights_key_by_key(Q: Any, K: Any, mask: Any) -> Any:
    """Each weight as one over a sum of exponentials of differences: no maximum is taken."""
    P = np.zeros((len(Q), len(K)))
    for t, q in enumerate(Q):
        s = [math.fsum(a * b for a, b in zip(q, k, strict=True)) / math.sqrt(len(q)) for k in K]
        allowed = [j for j in range(len(K)) if mask[t, j]]
        for j in allowed:
            P[t, j] = 1 / math.fsum(math.exp(min(s[i] - s[j], 700)) for i in allowed)
    return P


def attend_through_the_engine(q: Any, K: Any, V: Any, dy: Any) -> Any:
    s = np.exp(K @ q / math.sqrt(len(q)))
    P = (s / s.sum())[None, None]
    dQ, dK, dV = attention_backward(q[None, None], K[None], V[None], P, dy[None, None])
    return dQ[0, 0], dK[0], dV[0]


OTHERWISE: dict[str, Any] = {
    "conv1d_forward": slide_entry_by_entry,
    "conv_parameters": count_by_building,
    "conv1d_backward": slide_as_an_image,
    "receptive_field": see_from_above,
    "rnn_backward": through_the_engine,
    "residual_backward": block_by_differences,
    "choose_residual": lambda: "B",
    "attention_weights": weights_key_by_key,
    "attention_backward": attend_through_the_engine,
}
X5, LN3 = [[1.0, 3.0, 2.0, 0.0, 4.0]], math.log(3)
FIRST_TRIES: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("conv1d_forward", (X5, [[1, -1, 2], [0, 1, 0]], [0, 10], 1), {"Y": [[[2, 1, 10], [13, 12, 10]]]}),
    ("conv1d_forward", (X5, [[1, -1, 2], [0, 1, 0]], [0, 10], 2), {"Y": [[[2, 10], [13, 10]]]}),
    ("conv_parameters", (1, 8, 8, 4, 3, 1), {"conv": 40, "outputs": 144, "dense": 9360}),
    ("conv_parameters", (3, 7, 10, 2, 3, 2), {"conv": 56, "outputs": 24, "dense": 5064}),
    ("conv1d_backward", ([1, -1, 2], X5, [[1, -2, 3]], 1), {"dw": [1, -1, 14], "dX": [[1, -3, 7, -7, 6]]}),
    ("conv1d_backward", ([1, 2], [[1, 2, 3, 4, 5]], [[1, 10]], 2), {"dw": [31, 42], "dX": [[1, 2, 10, 20, 0]]}),
    ("receptive_field", ([3, 2, 3], [1, 2, 1]), {"size": 8}),
    ("receptive_field", ([3, 3], [2, 2]), {"size": 7}),
    ("rnn_backward", ([[0.5]], [[1]], [2], [[1], [0]], 0.0), {"dU": [[0.9609]], "dV": [[0.2649]], "dc": [0.2641]}),
    ("residual_backward", ([[1]], [[2]], [[0]], [[1]]), {"dW1": [[0]], "dW2": [[0]], "dX": [[3]]}),
    ("residual_backward", ([[1]], [[2]], [[1]], [[1]]), {"dW1": [[0.8399]], "dW2": [[0.7616]], "dX": [[1.84]]}),
    ("attention_weights", ([[2, 0, 0, 0]], [[LN3, 0, 0, 0], [0, 0, 0, 0], [9, 9, 9, 9]], [[True, True, False]]),
     {"P": [[0.75, 0.25, 0]]}),
    ("attention_backward", ([2, 0, 0, 0], [[LN3, 0, 0, 0], [0, 0, 0, 0]], [[8], [0]], [1]),
     {"dq": [0.824, 0, 0, 0], "dK": [[1.5, 0, 0, 0], [-1.5, 0, 0, 0]], "dV": [[0.75], [0.25]]}),
]  # fmt: skip


def named(exercise: Exercise) -> str:
    return exercise.id


def as_arrays(values: tuple[Any, ...]) -> list[Any]:
    return [np.array(value) * (1 if np.array(value).dtype == bool else 1.0) if isinstance(value, list) else value
            for value in values]  # fmt: skip


@pytest.mark.parametrize("exercise", BY_ID.values(), ids=named)
def test_answers_found_another_way_get_every_point(exercise: Exercise) -> None:
    """Do loops, the engine, differences and single precision agree with the specs, on every seed?"""
    for seed in SEEDS:
        result = grade(exercise, in_process(OTHERWISE[exercise.id]), seed)
        assert result.status == "correct", (seed, result.diagnosis, result.findings[:1])


@pytest.mark.parametrize(("name", "values", "wanted"), FIRST_TRIES)
def test_what_the_lesson_gives_to_try_first_is_right(
    name: str, values: tuple[Any, ...], wanted: dict[str, Any]
) -> None:
    """Do specs give the numbers of the lesson's small cases, most of which can be done by hand?"""
    exercise = BY_ID[name]
    arrays = as_arrays(values)
    if name == "receptive_field":
        arrays = [np.array(value) for value in values]
    if name == "attention_weights":
        arrays[2] = np.array(values[2])
    args = dict(zip(exercise.signature, arrays, strict=True))
    for part, value in wanted.items():
        if isinstance(exercise, GradientExercise):
            found = gradient_of(exercise, exercise.loss, args, part).value
        else:
            assert isinstance(exercise, ValueExercise)
            found = exercise.reference(**args)[part]
        np.testing.assert_allclose(found, value, rtol=1e-3, atol=1e-6)


def count_one_too_early(X: Any, W: Any, b: Any, stride: Any) -> Any:
    """S = ⌊(T − k + 1)/s⌋: right for stride 1, and wherever entries are left over."""
    S = (X.shape[1] - W.shape[1] + 1) // stride
    return slide_entry_by_entry(X, W, b, stride)[:, :, :S]


def stop_before_the_end(X: Any, W: Any, b: Any, stride: Any) -> Any:
    """range(0, T − k, stride)."""
    return slide_entry_by_entry(X, W, b, stride)[:, :, : len(range(0, X.shape[1] - W.shape[1], stride))]


@pytest.mark.parametrize("answer", [count_one_too_early, stop_before_the_end], ids=lambda f: f.__name__)
def test_a_window_that_ends_with_the_signal_is_asked_for(answer: Any) -> None:
    """Does an answer without it get no point on any seed, and is it told which window is missing?"""
    for seed in SEEDS:
        result = grade(BY_ID["conv1d_forward"], in_process(answer), seed)
        assert result.points == 0 and result.diagnosis is not None
        assert result.diagnosis.kind == "last-window-missing"


def test_every_exercise_names_its_typical_mistakes() -> None:
    """Has each gradient exercise five or more, and every value exercise three or more?"""
    for exercise in EXERCISES:
        least = 5 if isinstance(exercise, GradientExercise) else 3 if isinstance(exercise, ValueExercise) else 0
        assert len(exercise.mistakes) >= least


@pytest.mark.parametrize("name", ["conv1d_backward", "residual_backward"])
def test_the_examples_add_up_to_the_loss(name: str) -> None:
    """Do the losses of a batch's rows sum to its loss?"""
    exercise = BY_ID[name]
    assert isinstance(exercise, GradientExercise) and exercise.examples is not None
    for case in exercise.cases:
        args = case.inputs(np.random.default_rng(0), 0)
        assert sum(one(**args) for one in exercise.examples(**args)) == pytest.approx(exercise.loss(**args))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=4))
def test_the_measured_field_is_the_law(layers: list[tuple[int, int]]) -> None:
    """For strides no longer than their filters, does nudging count as many inputs as the law says?"""
    kernels = np.array([k for k, _ in layers])
    strides = np.array([min(k, s) for k, s in layers])
    assert measured(kernels, strides) == see_from_above(kernels, strides)


def test_a_large_hidden_score_is_really_there() -> None:
    """Does the case with scores in the thousands hold a row in which a hidden key is far above the others?"""
    case = BY_ID["attention_weights"].cases[3]
    for seed in range(5):
        args = case.inputs(np.random.default_rng(seed), 0)
        scores = args["Q"] @ args["K"].T / math.sqrt(args["Q"].shape[1])
        seen = np.where(args["mask"], scores, -np.inf).max(axis=1)
        assert (scores.max(axis=1) - seen).max() > FAR


@pytest.mark.parametrize("letter", "acd")
def test_wrong_letters_are_told_why(letter: str) -> None:
    """Does each wrong description get its own sentence and no point?"""
    result = grade(BY_ID["choose_residual"], in_process(lambda: letter), 0)
    assert result.points == 0 and result.diagnosis is not None
    assert result.diagnosis.message == KEYS["choose_residual"].wrong[letter]


def test_the_key_is_what_a_block_of_zeros_does() -> None:
    """With all weights 0, does x + F(x) hand on its input and hand back its gradient, as the right option says?"""
    rng = np.random.default_rng(0)
    X, dY = rng.standard_normal((2, 4, 3))
    dX = gradient_of(
        BY_ID["residual_backward"],  # type: ignore[arg-type]
        BY_ID["residual_backward"].loss,  # type: ignore[attr-defined]
        {"W1": np.zeros((2, 3)), "W2": np.zeros((3, 2)), "X": X, "dY": dY},
        "dX",
    ).value
    np.testing.assert_allclose(dX, dY, atol=1e-9)
    assert KEYS["choose_residual"].answer == ("b",)
    assert not np.allclose(LayerNorm(3).forward(X), X)  # the norm in front of F is no part of the way round
