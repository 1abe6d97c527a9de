"""The dense layer Z = X Wᵀ + b on rows, forwards and backwards."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.errors import ShapeError

__all__ = ["linear", "linear_backward"]

Array = NDArray[Any]


def linear(W: Array, b: Array, X: Array) -> Array:
    """Z = X Wᵀ + b: ``W`` (out, in), ``b`` (out,), ``X`` (n, in) give Z (n, out). For one row, z = W x + b."""
    if X.ndim != 2 or W.ndim != 2 or X.shape[1] != W.shape[1]:
        raise ShapeError("X", expected=f"shape (n, in) to go with W of shape {W.shape}", got=f"shape {X.shape}",
                         hint="W is (out, in): one row a unit, one column a feature")  # fmt: skip
    return np.asarray(X @ W.T + b)


def linear_backward(W: Array, b: Array, X: Array, dZ: Array) -> tuple[Array, Array, Array]:
    """The gradients (dW, db, dX) from dZ = ∂L/∂Z of shape (n, out); each has the shape of its variable.

    dW = dZᵀ X, db = Σ_i dZ_i, dX = dZ W (Rumelhart, Hinton & Williams, Nature 323, 1986, in matrix form).
    The mean over examples is the loss's affair: it is already inside dZ.
    """
    if dZ.shape != (len(X), len(W)):
        raise ShapeError("dZ", expected=f"the shape of Z, {(len(X), len(W))}", got=f"shape {dZ.shape}",
                         hint="a gradient has the shape of its variable")  # fmt: skip
    return dZ.T @ X, dZ.sum(axis=0), dZ @ W
