"""Convolution, with strides and padding, and flatten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.backprop.draws import normal, sizes
from course.exercises.spec import Args, Array
from course.layers import convolution, flatten
from tests.mutants.candidate import Answer
from tests.mutants.engine.wrap import layer, subject
from tests.mutants.subject import Namespace, Subject


def subjects() -> tuple[Subject, ...]:
    """Each with the code that its backward pass runs through."""
    images = {"ordinary inputs": (_images(1, 0), _images(2, 1), _images(1, 1))}
    return (
        subject(layer("layer:convolution", convolution.conv2d, {"dW": "W", "db": "b", "dX": "X"}, images),
                convolution, ("Convolution.backward", "conv2d_backward"), _convolved),
        subject(layer("layer:flatten", lambda X: X.reshape(len(X), -1), {"dX": "X"}, {"ordinary inputs": _blocks}),
                flatten, ("Flatten.backward",), _flattened),
    )  # fmt: skip


def _images(stride: int, padding: int) -> Callable[[np.random.Generator], Args]:
    def draw(rng: np.random.Generator) -> Args:
        n, c, f = rng.permutation([2, 3, 4])  # none of them 1, else a wrong axis may pass by broadcasting
        W, b, X = normal(rng, f, c, 2, 3), normal(rng, f), normal(rng, n, c, 4, 3)
        return {"W": W, "b": b, "X": X, "stride": stride, "padding": padding}

    return draw


def _convolved(made: Namespace) -> Answer:
    def answer(W: Array, b: Array, X: Array, stride: int, padding: int, dY: Array) -> Any:
        own = made["Convolution"](W, stride=stride, padding=padding)
        own.params["b"][...] = b
        own.forward(X, training=True)
        dX = own.backward(dY)
        return own.grads["W"], own.grads["b"], dX

    return answer


def _blocks(rng: np.random.Generator) -> Args:
    return {"X": normal(rng, *sizes(rng, 3))}


def _flattened(made: Namespace) -> Answer:
    def answer(X: Array, dY: Array) -> Any:
        own = made["Flatten"]()
        own.forward(X, training=True)
        return own.backward(dY)

    return answer
