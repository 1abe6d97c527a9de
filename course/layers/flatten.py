"""Flatten: each example's entries in one row, so that a dense layer can follow a convolution."""

from __future__ import annotations

from math import prod

from course.errors import ShapeError
from course.layers.base import Array, Layer
from course.layers.inputs import kept

__all__ = ["Flatten"]


class Flatten(Layer):
    """(n, a, b, …) to (n, a·b·…). Nothing is computed, so the gradient only takes the old shape back.

    Raises
    ------
    ShapeError
        If X has no axis besides the examples'.
    InputError
        If `backward` comes before `forward`.
    """

    _shape: tuple[int, ...] | None = None

    def forward(self, X: Array, *, training: bool = False) -> Array:
        """X with all axes but the first made one; a view where NumPy can give one."""
        if X.ndim < 2:
            raise ShapeError("X", expected="examples of at least one entry, shape (n, …)", got=f"shape {X.shape}",
                             hint="X[None, :] for a single example")  # fmt: skip
        self._shape = X.shape
        return X.reshape(len(X), -1)

    def backward(self, dY: Array) -> Array:
        """∂L/∂X, the entries of ``dY`` in the shape of X."""
        shape = kept(self._shape)
        if dY.size != prod(shape) or len(dY) != shape[0]:
            raise ShapeError("dY", expected=f"a gradient for each entry of {shape}", got=f"shape {dY.shape}",
                             hint="the shape that forward returned")  # fmt: skip
        return dY.reshape(shape)
