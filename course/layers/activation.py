"""The activation layer: one function, entry by entry, and the rule that carries the gradient back through it."""

from __future__ import annotations

from collections.abc import Callable

from course import activations
from course.errors import InputError
from course.layers.base import Array, Layer
from course.layers.inputs import gradient, kept

__all__ = ["ACTIVATIONS", "Activation"]


ACTIVATIONS: dict[str, tuple[Callable[[Array], Array], Callable[[Array, Array], Array]]] = {
    "relu": (activations.relu, activations.relu_backward),
    "leaky_relu": (activations.leaky_relu, activations.leaky_relu_backward),
    "tanh": (activations.tanh, activations.tanh_backward),
    "sigmoid": (activations.sigmoid, activations.sigmoid_backward),
    "identity": (activations.identity, activations.identity_backward),
}
"""Name to (A from Z, dZ from A and dA). A rectifier's A is positive just where Z is, so A will do."""


class Activation(Layer):
    """The layer A = f(Z), ``f`` one of `ACTIVATIONS`; any shape. It has nothing to learn.

    Raises
    ------
    InputError
        For another name, and if `backward` comes before `forward`.
    ShapeError, DtypeError
        If dY has not the shape of A, or holds no floats.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        if name not in ACTIVATIONS:
            raise InputError("activation", expected=f"one of {', '.join(ACTIVATIONS)}", got=repr(name),
                             hint="activation='relu'")  # fmt: skip
        self.name = name
        self._function, self._rule = ACTIVATIONS[name]
        self._A: Array | None = None

    def forward(self, X: Array, *, training: bool = False) -> Array:
        """A, in the shape of the input."""
        self._A = A = self._function(X)
        return A

    def backward(self, dY: Array) -> Array:
        """∂L/∂Z from dY = ∂L/∂A."""
        A = kept(self._A)
        return self._rule(A, gradient("dY", dY, A.shape))
