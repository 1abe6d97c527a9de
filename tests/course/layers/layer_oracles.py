"""Hold a layer to three opinions on its gradients, and to the contract that lets layers be stacked.

The value is compared with a second formula, written plainly for one module, NumPy or autograd's stand-in for it.
Differences and autograd differentiate that formula; the complex step differentiates the layer's own forward pass.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from course.errors import InputError
from course.gradcheck import complex_step_gradient, numeric_gradient
from course.layers.base import Layer
from tests.course.graph.oracles import RTOL, near

Rng = np.random.Generator
Forward = Callable[..., Any]
"""``forward(*inputs)``: the output."""
Backward = Callable[..., tuple[Any, ...]]
"""``backward(*inputs, dY)``: one gradient an input."""
Formula = Callable[..., Any]
"""``formula(module, *inputs)``: the output again, written otherwise."""


def check(
    forward: Forward, backward: Backward, formula: Formula, inputs: list[Any], rng: Rng, steepness: float = 1.0
) -> None:
    """Hold value and gradients to all opinions; ``steepness`` bounds the factor that amplifies rounding."""
    expected = formula(np, *inputs)
    near(forward(*inputs), expected, steepness)
    dY = rng.normal(size=expected.shape)
    size = steepness * (1.0 + float(np.abs(dY).max()))
    gradients = backward(*inputs, dY)
    assert len(gradients) == len(inputs)
    for at, (x, gradient) in enumerate(zip(inputs, gradients, strict=True)):

        def own(moved: Any, at: int = at) -> Any:
            return np.sum(dY * forward(*inputs[:at], moved, *inputs[at + 1 :]))

        def again(moved: Any, at: int = at, module: Any = np) -> Any:
            return module.sum(dY * formula(module, *inputs[:at], moved, *inputs[at + 1 :]))

        near(gradient, complex_step_gradient(own, x), size)
        near(gradient, autograd.grad(lambda moved, f=again: f(moved, module=anp))(x), size)
        estimate = numeric_gradient(lambda moved, f=again: float(f(moved)), x, kinks=False)
        assert (np.abs(gradient - estimate.value) <= estimate.error + RTOL * size).all()


def keeps_the_contract(make: Callable[[type], Layer], shape: tuple[int, ...], rng: Rng) -> None:
    """Does a new layer refuse to go back first, keep float32, overwrite its gradients in place, spare its inputs?"""
    for dtype in (np.float32, np.float64):
        layer = make(dtype)
        X = rng.normal(size=shape).astype(dtype)
        with pytest.raises(InputError, match=r"forward pass before it.*layer\.forward\(X\)"):
            layer.backward(X)
        before, arrays = X.copy(), dict(layer.grads)
        Y = layer.forward(X, training=True)
        assert Y.dtype == dtype
        dY = rng.normal(size=Y.shape).astype(dtype)
        upstream = dY.copy()
        first = _pass_back(layer, dY, dtype)
        second = _pass_back(layer, dY, dtype)
        for one, two in zip(first, second, strict=True):
            np.testing.assert_array_equal(one, two)  # set, not added
        assert all(layer.grads[name] is array for name, array in arrays.items())
        np.testing.assert_array_equal(X, before)
        np.testing.assert_array_equal(dY, upstream)
        with pytest.raises(InputError, match=r"d[YH]: expected the shape of the output"):
            layer.backward(dY[..., None])


def in_class(layer: Layer, names: str) -> tuple[Forward, Backward]:
    """The layer as a pair of functions of X and the parameters ``names``, so `check` can hold it too."""

    def load(arguments: tuple[Any, ...]) -> None:
        for name, value in zip(names.split(), arguments, strict=True):
            layer.params[name] = value

    def forward(X: Any, *parameters: Any) -> Any:
        load(parameters)
        return layer.forward(X, training=True)

    def backward(X: Any, *rest: Any) -> tuple[Any, ...]:
        load(rest[:-1])
        layer.forward(X, training=True)
        dX = layer.backward(rest[-1])
        return (dX, *(layer.grads[name] for name in names.split()))

    return forward, backward


def _pass_back(layer: Layer, dY: Any, dtype: type) -> list[Any]:
    dX = layer.backward(dY)
    assert set(layer.grads) == set(layer.params)
    assert all(layer.grads[name].shape == value.shape for name, value in layer.params.items())
    assert {dX.dtype, *(value.dtype for value in layer.grads.values())} == {np.dtype(dtype)}
    return [dX.copy(), *(value.copy() for value in layer.grads.values())]
