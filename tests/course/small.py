"""Small exercises of each kind, with a right answer to each: what the tests of the judgement judge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from course.exercises.spec import (
    Args,
    Array,
    Case,
    Exercise,
    GradientExercise,
    Mistake,
    PropertyExercise,
    ValueExercise,
)
from course.grading.calls import Caller, Reply, in_process
from course.grading.grade import grade
from course.grading.results import Result

SEED = 7
Rng = np.random.Generator


def judged(exercise: Exercise, function: Any, seed: int = SEED) -> Result:
    """The result of ``function`` as an answer to ``exercise``."""
    return grade(exercise, in_process(function), seed)


def failing(status: Any, after: int = 0) -> Caller:
    """A caller whose calls end in ``status``, as only a sandbox reports it, after so many right ones."""
    right = in_process(linear)
    calls = 0

    def call(args: Args) -> Reply:
        nonlocal calls
        calls += 1
        return right(args) if calls <= after else Reply(status)

    return call


def sizes(rng: Rng, count: int) -> list[int]:
    """Different sizes, so that nothing is square."""
    return [int(size) for size in rng.choice(np.arange(2, 7), size=count, replace=False)]


def normal(rng: Rng, *shape: int) -> Array:
    """Normal entries, none closer to 0 than 0.1."""
    x = rng.normal(size=shape)
    return x + np.copysign(0.1, x)


# A linear layer: three parts, a tuple; the second case is one row.


def draw_linear(rng: Rng, n: int | None = None) -> Args:
    rows, out, into = sizes(rng, 3)
    n = n or rows
    return {"W": normal(rng, out, into), "b": normal(rng, out), "X": normal(rng, n, into), "dZ": normal(rng, n, out)}


def linear_loss(W: Array, b: Array, X: Array, dZ: Array) -> Any:
    return np.sum(dZ * (X @ W.T + b))


def linear_examples(W: Array, b: Array, X: Array, dZ: Array) -> list[Callable[..., Any]]:
    def one(i: int) -> Callable[..., Any]:
        return lambda W, b, X, dZ: np.sum(dZ[i] * (W @ X[i] + b))

    return [one(i) for i in range(len(X))]


def linear(W: Array, b: Array, X: Array, dZ: Array) -> tuple[Array, Array, Array]:
    return dZ.T @ X, dZ.sum(axis=0), dZ @ W


LINEAR = GradientExercise(
    id="linear", lesson="00_small", title="A linear layer", points=4, signature=("W", "b", "X", "dZ"),
    parts=("dW", "db", "dX"), form="tuple", loss=linear_loss, wrt={"dW": "W", "db": "b", "dX": "X"},
    examples=linear_examples, shapes={"dW": "(out, in), as W"},
    cases=(Case("ordinary inputs", draw_linear, share=3), Case("a batch of one", lambda rng: draw_linear(rng, 1))),
)  # fmt: skip


# Softmax with cross-entropy, the mean over rows: one part, whole numbers among the arguments.


def draw_softmax(rng: Rng) -> Args:
    n, k = sizes(rng, 2)
    return {"Z": normal(rng, n, k), "y": rng.integers(0, k, size=n)}


def softmax_loss(Z: Array, y: Array) -> Any:
    return np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(y)), y])


def softmax(Z: Array, y: Array) -> Array:
    E = np.exp(Z)
    return (E / E.sum(axis=1, keepdims=True) - np.eye(Z.shape[1])[y]) / len(y)


SOFTMAX = GradientExercise(
    id="softmax", lesson="00_small", title="Softmax", points=2, signature=("Z", "y"), parts=("dZ",),
    loss=softmax_loss, wrt={"dZ": "Z"}, cases=(Case("ordinary inputs", draw_softmax),),
)  # fmt: skip


# ReLU: kinks, and a second case that sits on them.


def draw_relu(rng: Rng, zeros: int = 0) -> Args:
    n, k = sizes(rng, 2)
    Z = normal(rng, n, k)
    Z.flat[:2] = [abs(Z.flat[0]), -abs(Z.flat[1])]
    Z.flat[2 : 2 + zeros] = 0.0
    return {"Z": Z, "dA": normal(rng, n, k)}


def relu_loss(Z: Array, dA: Array) -> Any:
    return np.sum(dA * np.maximum(Z, 0.0))


def relu(Z: Array, dA: Array) -> Array:
    return dA * (Z > 0)


RELU = GradientExercise(
    id="relu", lesson="00_small", title="ReLU", points=2, signature=("Z", "dA"), parts=("dZ",), loss=relu_loss,
    wrt={"dZ": "Z"}, analytic=False,
    cases=(Case("ordinary inputs", draw_relu), Case("zeros in Z", lambda rng: draw_relu(rng, 2))),
)  # fmt: skip


# Ridge: a penalty that one part does not feel, a scalar part, a scalar and a text among the arguments.


def draw_ridge(rng: Rng) -> Args:
    n, d = sizes(rng, 2)
    return {"w": normal(rng, d), "b": float(normal(rng)), "X": normal(rng, n, d), "y": normal(rng, n),
            "lam": float(rng.uniform(0.2, 1.0)), "rule": "mean"}  # fmt: skip


def ridge_data(w: Array, b: Any, X: Array, y: Array, lam: float, rule: str) -> Any:
    return np.mean((X @ w + b - y) ** 2)


def ridge_penalty(w: Array, b: Any, X: Array, y: Array, lam: float, rule: str) -> Any:
    return lam * np.sum(w * w)


def ridge_loss(**args: Any) -> Any:
    return ridge_data(**args) + ridge_penalty(**args)


def ridge(w: Array, b: float, X: Array, y: Array, lam: float, rule: str) -> tuple[Array, Any]:
    r = 2 * (X @ w + b - y) / len(y)
    return X.T @ r + 2 * lam * w, r.sum()


RIDGE = GradientExercise(
    id="ridge", lesson="00_small", title="Ridge", points=3, signature=("w", "b", "X", "y", "lam", "rule"),
    parts=("dw", "db"), form="tuple", loss=ridge_loss, wrt={"dw": "w", "db": "b"},
    terms={"the data term": ridge_data, "the penalty": ridge_penalty},
    cases=(Case("ordinary inputs", draw_ridge, trials=4),),
)  # fmt: skip


# A dict in and a dict out.


def draw_params(rng: Rng) -> Args:
    n, k, d = sizes(rng, 3)
    return {"params": {"W": normal(rng, k, d), "b": normal(rng, k)}, "X": normal(rng, n, d), "Y": normal(rng, n, k)}


def params_loss(params: dict[str, Array], X: Array, Y: Array) -> Any:
    return np.mean((np.tanh(X @ params["W"].T + params["b"]) - Y) ** 2)


def params_grads(params: dict[str, Array], X: Array, Y: Array) -> dict[str, Array]:
    A = np.tanh(X @ params["W"].T + params["b"])
    dZ = 2 * (A - Y) * (1 - A**2) / Y.size
    return {"W": dZ.T @ X, "b": dZ.sum(axis=0)}


PARAMS = GradientExercise(
    id="params_grads", lesson="00_small", title="One layer in a dict", points=2, signature=("params", "X", "Y"),
    parts=("W", "b"), form="dict", loss=params_loss, wrt={"W": "params.W", "b": "params.b"},
    cases=(Case("ordinary inputs", draw_params),),
)  # fmt: skip


# Values: an array, a count, a truth value and a word.


def draw_summary(rng: Rng) -> Args:
    return {"x": normal(rng, 5), "least": 2}


def summary(x: Array, least: int) -> tuple[Any, ...]:
    count = int((x > 0).sum())
    return np.cumsum(x), count, count >= least, "many" if count >= least else "few"


def summary_reference(x: Array, least: int) -> dict[str, Any]:
    return dict(zip(("sums", "count", "enough", "word"), summary(x, least), strict=True))


SUMMARY = ValueExercise(
    id="summary", lesson="00_small", title="A summary", points=4, signature=("x", "least"),
    parts=("sums", "count", "enough", "word"), form="tuple", reference=summary_reference,
    cases=(Case("ordinary inputs", draw_summary),),
)  # fmt: skip


# A property: any weights that sum to one. Its verify is careless about what it is given, as an author may be.


def verify_weights(args: Args, answer: dict[str, Any]) -> dict[str, str | None]:
    total = answer["w"].sum()
    return {"w": None if abs(total - 1) < 1e-9 else f"The weights sum to {total:.4g} and not to 1."}


WEIGHTS = PropertyExercise(
    id="weights", lesson="00_small", title="Weights", points=1, signature=("n",), parts=("w",),
    verify=verify_weights, cases=(Case("ordinary inputs", lambda rng: {"n": int(rng.integers(2, 6))}, trials=2),),
)  # fmt: skip


RIGHT: list[tuple[Exercise, Callable[..., Any]]] = [
    (LINEAR, linear),
    (SOFTMAX, softmax),
    (RELU, relu),
    (RIDGE, ridge),
    (PARAMS, params_grads),
    (SUMMARY, summary),
    (WEIGHTS, lambda n: np.full(n, 1 / n)),
]


def with_mistakes(exercise: GradientExercise, *mistakes: Mistake) -> GradientExercise:
    """The exercise with these named mistakes."""
    return replace(exercise, mistakes=mistakes)
