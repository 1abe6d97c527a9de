"""The dense layer as plain functions and as a layer, dropout, and the residual block round two dense layers."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.exercises.backprop.draws import normal, size, sizes
from course.exercises.spec import Args, Array
from course.layers import Dense, Dropout, activation, dense, dropout, residual
from tests.mutants.candidate import Answer
from tests.mutants.engine.wrap import layer, subject
from tests.mutants.subject import Namespace, Subject


def subjects() -> tuple[Subject, ...]:
    """Each with the code that its backward pass runs through."""
    gradients = {"dW": "W", "db": "b", "dX": "X"}
    linear = {"ordinary inputs": _linear, "a batch of one": _linear_row, "one output": _linear_unit}
    wholes = {"dX": "X", "dW1": "W1", "dW2": "W2"}
    return (
        subject(layer("layer:linear", dense.linear, gradients, linear), dense,
                ("linear_backward", "linear_input_grad", "linear_param_grads"),
                lambda made: made["linear_backward"]),
        subject(layer("layer:dense", dense.linear, gradients, linear), dense,
                ("Dense.backward", "Dense.backward_to_params", "linear_input_grad", "linear_param_grads"), _dense),
        subject(layer("layer:dropout", lambda mask, X: dropout.dropout(mask, X), {"dX": "X"},
                      {"ordinary inputs": _dropout}), dropout, ("Dropout.backward", "dropout_backward"), _dropped),
        subject(layer("layer:residual", _block, wholes, {"ordinary inputs": _residual}), residual,
                ("Residual.backward", "residual_backward"), _round),
    )  # fmt: skip


def _linear(rng: np.random.Generator) -> Args:
    n, out, into = sizes(rng, 3)
    return {"W": normal(rng, out, into), "b": normal(rng, out), "X": normal(rng, n, into)}


def _linear_row(rng: np.random.Generator) -> Args:
    args = _linear(rng)
    return args | {"X": args["X"][:1]}


def _linear_unit(rng: np.random.Generator) -> Args:
    args = _linear(rng)
    return args | {"W": args["W"][:1], "b": args["b"][:1]}


def _dense(made: Namespace) -> Answer:
    def answer(W: Array, b: Array, X: Array, dY: Array) -> Any:
        own = made["Dense"](W)
        own.params["b"][...] = b
        own.forward(X, training=True)
        dX = own.backward(dY)
        return own.grads["W"], own.grads["b"], dX

    return answer


def _dropout(rng: np.random.Generator) -> Args:
    n, d = sizes(rng, 2)
    mask = dropout.dropout_mask(rng, (n, d), 0.4)
    mask.flat[:2] = 0.0, 1 / 0.6  # one unit off and one on in every batch
    return {"mask": mask, "X": normal(rng, n, d)}


def _dropped(made: Namespace) -> Answer:
    def answer(mask: Array, X: Array, dY: Array) -> Any:
        own: Dropout = made["Dropout"](0.4, np.random.default_rng(0))
        own._mask = mask  # the forward pass would draw another
        return own.backward(dY)

    return answer


def _residual(rng: np.random.Generator) -> Args:
    n, d, h = size(rng), *sizes(rng, 2)
    return {"X": normal(rng, n, d), "W1": normal(rng, h, d), "W2": normal(rng, d, h)}


def _block(X: Array, W1: Array, W2: Array) -> Any:
    return X + np.tanh(X @ W1.T) @ W2.T


def _round(made: Namespace) -> Answer:
    def answer(X: Array, W1: Array, W2: Array, dY: Array) -> Any:
        block = made["Residual"](Dense(W1), activation.Activation("tanh"), Dense(W2))
        block.forward(X, training=True)
        return block.backward(dY), block.grads["0.W"], block.grads["2.W"]

    return answer
