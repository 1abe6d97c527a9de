"""Dropout: in training, switch units off at random, so that none can rely on one other alone.

This is the inverted form: what stays on is scaled up by 1 / (1 − p), so each entry keeps its expectation and
nothing is left to do when the network is used.
"""

from __future__ import annotations

import numpy as np

from course.errors import ShapeError
from course.layers.base import Array, Layer
from course.layers.inputs import floats, gradient, kept
from course.numbers import share

__all__ = ["Dropout", "dropout", "dropout_backward", "dropout_mask"]


def dropout_mask(rng: np.random.Generator, shape: tuple[int, ...], p: float) -> Array:
    """Entries 0 with probability ``p`` and else 1 / (1 − p), each drawn on its own; float64. Their mean is 1.

    Srivastava et al., "Dropout", JMLR 15, 2014; scaled in training rather than in use, as its section 10 proposes.

    Raises
    ------
    InputError
        Unless 0 ≤ p < 1.
    """
    stays = 1.0 - share("p", p, hint="0.5")
    return (rng.random(shape) < stays) / stays


def dropout(mask: Array, X: Array) -> Array:
    """Y = mask · X, entry by entry, of the type of ``X``; both have one shape.

    Raises
    ------
    DtypeError, ShapeError, NotFiniteError
        If X holds no floats, is empty, has another shape than the mask, or is not finite.
    """
    X = floats("X", X, ("...",), "an array with at least one entry")
    if mask.shape != X.shape:
        raise ShapeError("mask", expected=f"the shape of X, {X.shape}", got=f"shape {mask.shape}",
                         hint="dropout_mask(rng, X.shape, p)")  # fmt: skip
    return np.asarray(X * mask.astype(X.dtype, copy=False))


def dropout_backward(mask: Array, dY: Array) -> Array:
    """dX = mask · dY: what was switched off had no say, and gets no blame."""
    dY = gradient("dY", dY, mask.shape)
    return np.asarray(dY * mask.astype(dY.dtype, copy=False))


class Dropout(Layer):
    """Dropout with probability ``p`` for entries of any shape; the identity when not training.

    ``rng`` draws a new mask at each forward pass in training.

    Raises
    ------
    InputError
        Unless 0 ≤ p < 1.
    """

    def __init__(self, p: float, rng: np.random.Generator) -> None:
        super().__init__()
        self.p, self.rng = share("p", p, hint="0.5"), rng
        self._mask: Array | None = None

    def forward(self, X: Array, *, training: bool = False) -> Array:
        """`dropout` with a fresh mask in training, else X."""
        shape = np.shape(X)
        self._mask = dropout_mask(self.rng, shape, self.p) if training else np.broadcast_to(1.0, shape)
        return dropout(self._mask, X)

    def backward(self, dY: Array) -> Array:
        """`dropout_backward` through the mask of the last forward pass."""
        return dropout_backward(kept(self._mask), dY)
