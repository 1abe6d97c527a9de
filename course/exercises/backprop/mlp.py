"""`mlp_grads`: a whole network with one tanh hidden layer, line by line backwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.activations import log_softmax, softmax
from course.exercises.backprop import hints
from course.exercises.backprop.draws import ENGINE, labels, normal, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake
from course.exercises.until import until
from course.losses import one_hot, softmax_cross_entropy

Params = dict[str, Array]
Slope = Callable[[Array, Array], Any]


def _draw(rng: np.random.Generator, n: int, d: int, h: int, k: int, *, scale: float) -> Args:
    params = {
        "W1": scale * normal(rng, h, d),
        "b1": normal(rng, h),
        "W2": normal(rng, k, h),
        "b2": normal(rng, k),
    }
    return {"params": params, "X": normal(rng, n, d), "y": labels(rng, n, k)}


LEAST = 2e-3
"""No part of the answer is all smaller: what cancels to less keeps too few digits in an honest float32 answer."""


def _ordinary(rng: np.random.Generator) -> Args:
    # First-layer weights a little smaller than the rest keep most hidden units off their flat ends.
    return until(lambda: _draw(rng, *sizes(rng, 4), scale=0.7), _tells)


def _one_example(rng: np.random.Generator) -> Args:
    return until(lambda: _draw(rng, 1, *sizes(rng, 3), scale=0.7), _tells)


def _one_hidden_unit(rng: np.random.Generator) -> Args:
    def draw() -> Args:
        n, d, k = sizes(rng, 3)
        return _draw(rng, n, d, 1, k, scale=0.7)

    return until(draw, _tells)


def _saturated(rng: np.random.Generator) -> Args:
    return until(lambda: _draw(rng, *sizes(rng, 4), scale=2.0), _tells)


def _tells(args: Args) -> bool:
    return all(np.abs(part).max() >= LEAST for part in _backward(**args).values())


def _logits(params: Params, X: Array) -> Array:
    return np.asarray(np.tanh(X @ params["W1"].T + params["b1"]) @ params["W2"].T + params["b2"])


def _loss(params: Params, X: Array, y: Array) -> Any:
    return softmax_cross_entropy(_logits(params, X), y)


def _examples(params: Params, X: Array, y: Array) -> list[Callable[..., Any]]:
    n = len(X)

    def row(i: int) -> Callable[..., Any]:
        return lambda params, X, y: -log_softmax(_logits(params, X[i]))[y[i]] / n

    return [row(i) for i in range(n)]


def _tanh_slope(Z1: Array, A1: Array) -> Array:
    return 1 - A1**2


def _backward(
    params: Params,
    X: Array,
    y: Array,
    *,
    start: Callable[[Array, Array], Array] = lambda P, Y: (P - Y) / len(P),
    slope: Slope = _tanh_slope,
    bias: float = 1.0,
) -> Params:
    """The backward pass with one stage exchanged: ``start`` makes dZ2, ``slope`` the activation's derivative."""
    Z1 = X @ params["W1"].T + bias * params["b1"]
    A1 = np.tanh(Z1)
    P = softmax(A1 @ params["W2"].T + bias * params["b2"])
    dZ2 = start(P, one_hot(y, P.shape[1]))
    dZ1 = (dZ2 @ params["W2"]) * slope(Z1, A1)
    return {"W1": dZ1.T @ X, "b1": dZ1.sum(axis=0), "W2": dZ2.T @ A1, "b2": dZ2.sum(axis=0)}


def _with(**exchanged: Any) -> Callable[..., Params]:
    return lambda params, X, y: _backward(params, X, y, **exchanged)


def _first_layer(slope: Slope) -> Callable[..., Params]:
    """Mistakes in the activation's derivative reach the first layer alone."""
    return lambda params, X, y: {k: v for k, v in _backward(params, X, y, slope=slope).items() if k in ("W1", "b1")}


def _last_only(P: Array, Y: Array) -> Array:
    rows = np.zeros_like(P)
    rows[-1] = (P[-1] - Y[-1]) / len(P)
    return rows


def _transposed(params: Params, X: Array, y: Array) -> Params:
    grads = _backward(params, X, y)
    return {"W1": grads["W1"].T, "W2": grads["W2"].T}


def _bias_means(params: Params, X: Array, y: Array) -> Params:
    grads = _backward(params, X, y)
    return {name: grads[name] / len(X) for name in ("b1", "b2")}


def _weights_mean_twice(params: Params, X: Array, y: Array) -> Params:
    grads = _backward(params, X, y)
    return {name: grads[name] / len(X) for name in ("W1", "W2")}


def _before_activation(params: Params, X: Array, y: Array) -> Params:
    Z1 = X @ params["W1"].T + params["b1"]
    P = softmax(np.tanh(Z1) @ params["W2"].T + params["b2"])
    dZ2 = (P - one_hot(y, P.shape[1])) / len(X)
    return {"W2": dZ2.T @ Z1}


def _first_layer_cut_off(params: Params, X: Array, y: Array) -> Params:
    Z1 = X @ params["W1"].T + params["b1"]
    slope = _tanh_slope(Z1, np.tanh(Z1)) / len(X)
    return {"W1": slope.T @ X, "b1": slope.sum(axis=0)}


MISTAKES = (
    Mistake("sign-flipped", "Every gradient has the wrong sign.", _with(start=lambda P, Y: (Y - P) / len(P))),
    Mistake("missing-mean", "Every gradient is summed over the examples where the loss takes their mean.",
            _with(start=lambda P, Y: P - Y)),
    Mistake("mean-taken-twice", "Every gradient is divided by the number of examples twice.",
            _with(start=lambda P, Y: (P - Y) / len(P) ** 2)),
    Mistake("label-ignored", "The labels have no effect on the gradients.", _with(start=lambda P, Y: P / len(P))),
    Mistake("activation-slope-missing", "The gradients of W1 and b1 leave out the slope of tanh.",
            _first_layer(lambda Z1, A1: np.ones_like(A1))),
    Mistake("activation-slope-at-input", "The slope of tanh is written in terms of its output but was given its "
            "input.", _first_layer(lambda Z1, A1: 1 - Z1**2)),
    Mistake("activation-twice", "The slope of tanh was taken at a value that had been through tanh once more.",
            _first_layer(lambda Z1, A1: 1 - np.tanh(A1) ** 2)),
    Mistake("activation-slope-unsquared", "The slope of tanh is off: its output should enter squared.",
            _first_layer(lambda Z1, A1: 1 - A1)),
    Mistake("sigmoid-slope", "The slope of the sigmoid was used for tanh.",
            _first_layer(lambda Z1, A1: A1 * (1 - A1))),
    Mistake("relu-slope", "The slope of ReLU was used for tanh.", _first_layer(lambda Z1, A1: 1.0 * (Z1 > 0))),
    Mistake("transposed", "The gradients of W1 and W2 are transposed: each has the shape of its variable.",
            _transposed),
    Mistake("bias-averaged", "The gradients of b1 and b2 are averaged over the batch once too often.", _bias_means),
    Mistake("weights-mean-taken-twice", "The gradients of W1 and W2 are divided by the number of examples twice.",
            _weights_mean_twice),
    Mistake("before-activation", "The gradient of W2 uses the hidden layer before tanh; W2 is fed what comes after "
            "it.", _before_activation),
    Mistake("upstream-ignored", "The gradients of W1 and b1 do not depend on what comes back from the second layer.",
            _first_layer_cut_off),
    Mistake("biases-forgotten", "The forward pass was run without b1 and b2.", _with(bias=0.0)),
    Mistake("last-example-only", "Every gradient holds the last example alone.", _with(start=_last_only)),
)  # fmt: skip

MLP_GRADS = GradientExercise(
    id="mlp_grads",
    lesson="07_backprop",
    title="A whole network, backwards",
    points=5,
    signature=("params", "X", "y"),
    parts=("W1", "b1", "W2", "b2"),
    form="dict",
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("a batch of one", _one_example, share=1, trials=2),
        Case("one hidden unit", _one_hidden_unit, share=1, trials=2),
        Case("hidden units that are partly saturated", _saturated, share=1, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.MLP),
    hints=hints.MLP_HINTS,
    withheld=ENGINE,
    shapes={"W1": "(h, d), as W1", "b1": "(h,), as b1", "W2": "(k, h), as W2", "b2": "(k,), as b2"},
    loss=_loss,
    wrt={"W1": "params.W1", "b1": "params.b1", "W2": "params.W2", "b2": "params.b2"},
    examples=_examples,
)
