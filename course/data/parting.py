"""Rows to learn from and rows to be judged by, parted by chance once and never mixed."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.errors import InputError, ShapeError

__all__ = ["Split", "split"]

Array = NDArray[Any]


class Split(NamedTuple):
    """Training rows and test rows, with their labels or targets."""

    X: Array
    y: Array
    X_test: Array
    y_test: Array


def split(rng: np.random.Generator, X: ArrayLike, y: ArrayLike, test: float = 0.2) -> Split:
    """Part the n rows of X (n, …) and y (n, …) at random; about the share ``test`` of them becomes the test set.

    Raises
    ------
    ShapeError
        If X and y have not the same number of rows.
    InputError
        If either part would be empty.
    """
    X, y = np.asarray(X), np.asarray(y)
    if not X.ndim or not y.ndim or len(X) != len(y):
        raise ShapeError("y", expected="a label or target for each row of X", got=f"X {X.shape}, y {y.shape}",
                         hint="split(rng, X, y)")  # fmt: skip
    held = round(test * len(X)) if np.isfinite(test) else 0
    if not 0 < held < len(X):
        raise InputError("test", expected="a share that leaves rows on both sides", got=f"{test:g} of {len(X)} rows",
                         hint="test=0.2")  # fmt: skip
    order = rng.permutation(len(X))
    return Split(X[order[held:]], y[order[held:]], X[order[:held]], y[order[:held]])
