"""A layer: numbers forward, gradients backward, and what is learned in between.

The contract that lets any layers be stacked: `forward` keeps what `backward` will need, `backward` takes ∂L/∂Y of
the last forward pass, fills ``grads`` and hands ∂L/∂X on. Each module of `course.layers` holds its mathematics as
plain functions first; its class only remembers what passed by.
"""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

__all__ = ["Array", "Layer"]

Array = NDArray[Any]


class Layer:
    """Base of all layers. A layer without parameters overrides `forward` and `backward` and nothing else."""

    params: dict[str, Array]
    """Name to array. Optimisers change the arrays in place; {} where there is nothing to learn."""
    grads: dict[str, Array]
    """The same names and shapes: the gradient of the loss whose dY came in last. `backward` sets, never adds."""

    state: dict[str, Array]
    """What else the layer needs in use and learns without a gradient, changed in place: running averages."""

    def __init__(self) -> None:
        self.params = {}
        self.state = {}
        self.grads = {}

    def forward(self, X: Array, *, training: bool = False) -> Array:
        """Y for the rows X, of the same dtype. ``training`` matters to layers that behave otherwise in use."""
        raise NotImplementedError

    def backward(self, dY: Array) -> Array:
        """∂L/∂X from ``dY`` = ∂L/∂Y of the last forward pass; fills ``grads``."""
        raise NotImplementedError

    def backward_to_params(self, dY: Array) -> None:
        """Fill ``grads`` and stop: enough for a network's first layer, whose ∂L/∂X nobody asks for."""
        self.backward(dY)
