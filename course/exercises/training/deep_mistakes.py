"""The network of `two_hidden_grads`, forwards and backwards, and what goes wrong on the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.spec import Array, Mistake

Params = dict[str, Array]
Kept = dict[str, Any]
Slope = Callable[[Array, Array, Array], Any]
"""From Z, A and dA of a layer to the slope that multiplies dA."""


def forward(params: Params, X: Array) -> Kept:
    """Z1, A1 = tanh(Z1), Z2, A2 = max(0, Z2) and out, all with one row an example."""
    Z1 = X @ params["W1"].T + params["b1"]
    A1 = np.tanh(Z1)
    Z2 = A1 @ params["W2"].T + params["b2"]
    A2 = np.maximum(Z2, 0)
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2, "out": A2 @ params["W3"].T + params["b3"]}


def _tanh(Z: Array, A: Array, dA: Array) -> Any:
    return 1 - A**2


def _relu(Z: Array, A: Array, dA: Array) -> Any:
    return 1.0 * (Z > 0)


def backward(
    params: Params, X: Array, Y: Array, *,
    start: Callable[[Array], Array] = lambda off: 2 * off / len(off), first: Slope = _tanh, second: Slope = _relu,
) -> Params:  # fmt: skip
    """The gradients with one stage exchanged: ``start`` makes dout from out − Y, the slopes are the layers' own."""
    kept = forward(params, X)
    dout = start(kept["out"] - Y)
    dA2 = dout @ params["W3"]
    dZ2 = dA2 * second(kept["Z2"], kept["A2"], dA2)
    dA1 = dZ2 @ params["W2"]
    dZ1 = dA1 * first(kept["Z1"], kept["A1"], dA1)
    return {
        "W1": dZ1.T @ X, "b1": dZ1.sum(axis=0),
        "W2": dZ2.T @ kept["A1"], "b2": dZ2.sum(axis=0),
        "W3": dout.T @ kept["A2"], "b3": dout.sum(axis=0),
    }  # fmt: skip


def _start(start: Callable[[Array], Array]) -> Callable[..., Params]:
    return lambda params, X, Y: backward(params, X, Y, start=start)


def _slopes(parts: tuple[str, ...], **slopes: Slope) -> Callable[..., Params]:
    """Wrong slopes, and the parts below them."""

    def make(params: Params, X: Array, Y: Array) -> Params:
        made = backward(params, X, Y, **slopes)  # type: ignore[arg-type]  # the names are those of the two slopes
        return {part: made[part] for part in parts}

    return make


BELOW_TANH, BELOW_RELU = ("W1", "b1"), ("W1", "b1", "W2", "b2")


def _one(Z: Array, A: Array, dA: Array) -> Any:
    return np.ones_like(Z)


def _last(off: Array) -> Array:
    rows = np.zeros_like(off)
    rows[-1] = 2 * off[-1] / len(off)
    return rows


def _transposed(params: Params, X: Array, Y: Array) -> Params:
    grads = backward(params, X, Y)
    return {name: grads[name].T for name in ("W1", "W2", "W3")}


def _bias_means(params: Params, X: Array, Y: Array) -> Params:
    grads = backward(params, X, Y)
    return {name: grads[name] / len(X) for name in ("b1", "b2", "b3")}


def _before_activation(params: Params, X: Array, Y: Array) -> Params:
    kept = forward(params, X)
    dout = 2 * (kept["out"] - Y) / len(X)
    dZ2 = (dout @ params["W3"]) * (kept["Z2"] > 0)
    return {"W2": dZ2.T @ kept["Z1"], "W3": dout.T @ kept["Z2"]}


def _biases_forgotten(params: Params, X: Array, Y: Array) -> Params:
    bare = {name: value if name.startswith("W") else 0 * value for name, value in params.items()}
    return backward(bare, X, Y)


def _upstream_ignored(params: Params, X: Array, Y: Array) -> Params:
    kept = forward(params, X)
    dZ1 = _tanh(kept["Z1"], kept["A1"], kept["A1"]) / len(X)
    return {"W1": dZ1.T @ X, "b1": dZ1.sum(axis=0)}


MISTAKES = (
    Mistake("sign-flipped", "Every gradient has the wrong sign.", _start(lambda off: -2 * off / len(off))),
    Mistake("missing-factor-2", "Every gradient is half of what it should be: the factor of the square is missing.",
            _start(lambda off: off / len(off))),
    Mistake("missing-mean", "Every gradient is summed over the examples where the loss takes their mean.",
            _start(lambda off: 2 * off)),
    Mistake("mean-taken-twice", "Every gradient is divided by the number of examples twice.",
            _start(lambda off: 2 * off / len(off) ** 2)),
    Mistake("mean-over-outputs", "Every gradient is divided by the number of outputs too; over those the loss is a "
            "sum.", _start(lambda off: 2 * off / off.size)),
    Mistake("tanh-slope-missing", "The gradients of W1 and b1 leave out the slope of tanh.",
            _slopes(BELOW_TANH, first=_one)),
    Mistake("relu-slope-missing", "The gradients below the ReLU layer let everything through it.",
            _slopes(BELOW_RELU, second=_one)),
    Mistake("slopes-swapped", "The two hidden layers have each other's slope.",
            _slopes(BELOW_RELU, first=_relu, second=_tanh)),
    Mistake("relu-in-both", "The slope of ReLU was used in the tanh layer too.", _slopes(BELOW_TANH, first=_relu)),
    Mistake("tanh-in-both", "The slope of tanh was used in the ReLU layer too.", _slopes(BELOW_RELU, second=_tanh)),
    Mistake("activation-slope-at-input", "The slope of tanh is written in terms of its output but was given its "
            "input.", _slopes(BELOW_TANH, first=lambda Z, A, dA: 1 - Z**2)),
    Mistake("activation-twice", "The slope of tanh was taken at a value that had been through tanh once more.",
            _slopes(BELOW_TANH, first=lambda Z, A, dA: 1 - np.tanh(A) ** 2)),
    Mistake("mask-from-upstream", "The ReLU layer lets through where the gradient is positive; what counts is where "
            "the layer was on.", _slopes(BELOW_RELU, second=lambda Z, A, dA: 1.0 * (dA > 0))),
    Mistake("value-for-slope", "The ReLU layer multiplies the gradient by its values, where its slope belongs.",
            _slopes(BELOW_RELU, second=lambda Z, A, dA: A)),
    Mistake("transposed", "The gradients of the weights are transposed: each has the shape of its variable.",
            _transposed),
    Mistake("bias-averaged", "The gradients of the biases are averaged over the batch once too often.", _bias_means),
    Mistake("before-activation", "The gradients of W2 and W3 use the layer below before its activation; they are "
            "fed what comes after it.", _before_activation),
    Mistake("biases-forgotten", "The forward pass was run without the biases.", _biases_forgotten),
    Mistake("last-example-only", "Every gradient holds the last example alone.", _start(_last)),
    Mistake("upstream-ignored", "The gradients of W1 and b1 do not depend on what comes back from above.",
            _upstream_ignored),
)  # fmt: skip
