"""The activation layer: one function, entry by entry, and the rule that carries the gradient back through it."""

from __future__ import annotations

from collections.abc import Callable

from course import activations
from course.errors import InputError
from course.layers.base import Array, Layer

__all__ = ["ACTIVATIONS", "Activation"]


ACTIVATIONS: dict[str, tuple[Callable[[Array], Array], Callable[[Array, Array], Array]]] = {
    "relu": (activations.relu, activations.relu_backward),
    "leaky_relu": (activations.leaky_relu, activations.leaky_relu_backward),
    "tanh": (activations.tanh, activations.tanh_backward),
    "sigmoid": (activations.sigmoid, activations.sigmoid_backward),
    "identity": (activations.identity, activations.identity_backward),
}
"""Name to (A from Z, dZ from A and dA). A rectifier's A is positive exactly where Z is, so its rule can do with A."""


class Activation(Layer):
    """The layer A = f(Z), ``f`` one of `ACTIVATIONS`; any shape. It has nothing to learn.

    Raises
    ------
    InputError
        For another name.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        if name not in ACTIVATIONS:
            raise InputError("activation", expected=f"one of {', '.join(ACTIVATIONS)}", got=repr(name),
                             hint="activation='relu'")  # fmt: skip
        self.name = name
        self._function, self._rule = ACTIVATIONS[name]

    def forward(self, X: Array, *, training: bool = False) -> Array:
        """A, in the shape of the input."""
        self._A = self._function(X)
        return self._A

    def backward(self, dY: Array) -> Array:
        """∂L/∂Z from dY = ∂L/∂A."""
        return self._rule(self._A, dY)
