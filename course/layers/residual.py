"""A residual block: y = x + F(x). The layers in it learn what to add to x, and the gradient has a way round them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.errors import InputError, ShapeError
from course.layers.base import Array, Layer
from course.layers.inputs import floats, gradient

__all__ = ["Residual", "residual", "residual_backward"]


def residual(F: Callable[[Array], Array], X: Array) -> Array:
    """Y = X + F(X), of the shape of ``X``, which F must keep (He, Zhang, Ren & Sun, CVPR 2016).

    Raises
    ------
    DtypeError, ShapeError, NotFiniteError
        If X holds no floats, is empty or not finite, or F(X) has another shape (NumPy might repeat it to fit, which
        is no residual block).
    """
    X = floats("X", X, ("...",), "an array with at least one entry")
    change = F(X)
    if change.shape != X.shape:
        raise ShapeError("F(X)", expected=f"the shape of X, {X.shape}", got=f"shape {change.shape}",
                         hint="layers whose last gives as many features as the first takes")  # fmt: skip
    return np.asarray(X + change)


def residual_backward(F_backward: Callable[[Array], Array], dY: Array) -> Array:
    """dX = dY + F_backward(dY): X is used twice, so two gradients meet in it, and dY arrives undamped.

    ``F_backward`` takes ∂L/∂F(X) to ∂L/∂X along F alone (He, Zhang, Ren & Sun, "Identity mappings in deep residual
    networks", ECCV 2016, equation 5).
    """
    return np.asarray(dY + gradient("F_backward(dY)", F_backward(dY), np.shape(dY)))


class Residual(Layer):
    """A residual block round one layer or several in a row, with their parameters as its own.

    The parameter ``W`` of the layer at position 0 is called ``0.W`` here; it is the same array.

    Raises
    ------
    InputError
        If there is no layer.
    """

    def __init__(self, *layers: Layer) -> None:
        super().__init__()
        if not layers:
            raise InputError("Residual", expected="at least one layer", got="none", hint="Residual(Dense(W))")
        self.layers = layers
        self.params = {f"{i}.{name}": p for i, layer in enumerate(layers) for name, p in layer.params.items()}
        self.grads = {f"{i}.{name}": g for i, layer in enumerate(layers) for name, g in layer.grads.items()}
        self.state = {f"{i}.{name}": s for i, layer in enumerate(layers) for name, s in layer.state.items()}

    def forward(self, X: Array, *, training: bool = False) -> Array:
        """`residual`, with F the layers one after another."""

        def through(Y: Array) -> Array:
            for layer in self.layers:
                Y = layer.forward(Y, training=training)
            return Y

        return residual(through, X)

    def backward(self, dY: Array) -> Array:
        """`residual_backward`; the layers fill their own gradients, which are this block's."""

        def back(dF: Array) -> Array:
            for layer in reversed(self.layers):
                dF = layer.backward(dF)
            return dF

        return residual_backward(back, dY)
