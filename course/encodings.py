"""Encodings: from what is known about an example to the numbers that a network takes.

Classes without an order become one-hot rows, ordered levels thermometers, measurements standardised columns
(I. Diakonikolas, CS 760, "Neural networks", 2022, slides on input encodings).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.errors import DtypeError, LabelError, NotFiniteError, ShapeError
from course.numbers import count

__all__ = ["Standardiser", "class_indices", "one_hot", "thermometer"]

Array = NDArray[Any]


def one_hot(y: ArrayLike, k: int) -> Array:
    """(n,) class indices to (n, k) rows that hold a single 1. Raises LabelError for a label outside 0..k-1."""
    y = class_indices(y, count("k", k))
    rows = np.zeros((len(y), k))
    rows[np.arange(len(y)), y] = 1.0
    return rows


def thermometer(y: ArrayLike, k: int) -> Array:
    """(n,) levels 0..k-1 to (n, k) rows with a 1 for each level reached: 0 ↦ 1 0 0, 1 ↦ 1 1 0, 2 ↦ 1 1 1.

    Levels that are neighbours then differ in one place, and others in as many as they are apart.
    Raises LabelError for a level outside 0..k-1.
    """
    y = class_indices(y, count("k", k))
    return (np.arange(k) <= y[:, None]).astype(float)


@dataclass(frozen=True)
class Standardiser:
    """Columns to mean 0 and spread 1: z = (x − mean) / spread, with the numbers of the training rows.

    Test rows are encoded with the same ``mean`` (d,) and ``spread`` (d,): they are to tell what the network does
    with rows that it has never seen, so nothing may be learnt from them, not even their mean.
    """

    mean: Array
    spread: Array

    @classmethod
    def fit(cls, X: ArrayLike) -> Standardiser:
        """Mean and standard deviation (the root of the mean square, divided by n) of each column of X (n, d).

        A column that is the same in every row has no spread; it is divided by 1, so it becomes 0.

        Raises
        ------
        ShapeError, DtypeError, NotFiniteError
            Unless X is a table of finite numbers with one row at least.
        """
        X = _table(X)
        # Rounding can leave a constant column a spread of 1e-17, which would blow up whatever comes in later
        constant = X.max(axis=0) == X.min(axis=0)
        one = X.dtype.type(1.0)
        return cls(np.where(constant, X[0], X.mean(axis=0)), np.where(constant, one, X.std(axis=0)))

    def apply(self, X: ArrayLike) -> Array:
        """The encoded rows, in the shape (n, d) of X. Raises as `fit` does, and for another number of columns."""
        X = self._known_columns(X)
        return np.asarray((X - self.mean) / self.spread)

    def undo(self, Z: ArrayLike) -> Array:
        """The rows that ``apply`` encodes as Z (n, d), in the units of the data."""
        Z = self._known_columns(Z)
        return np.asarray(Z * self.spread + self.mean)

    def _known_columns(self, X: ArrayLike) -> Array:
        X = _table(X)
        if X.shape[1] != len(self.mean):
            raise ShapeError("X", expected=f"{len(self.mean)} columns, as in the training rows",
                             got=f"shape {X.shape}", hint="Standardiser.fit on rows of this kind")  # fmt: skip
        return X


def class_indices(y: ArrayLike, k: int) -> Array:
    """``y`` as an array, if it is (n,) whole numbers in 0..k-1. Else LabelError."""
    y = np.asarray(y)
    if y.ndim != 1 or y.dtype.kind not in "iu":
        raise LabelError("y", expected="class indices, whole numbers in shape (n,)",
                         got=f"{y.dtype} in shape {y.shape}", hint="Y.argmax(axis=1) for one-hot rows")  # fmt: skip
    if y.size and not (y.min() >= 0 and y.max() < k):
        raise LabelError("y", expected=f"labels 0..{k - 1}", got=f"labels {y.min()}..{y.max()}",
                         hint="subtract the smallest label, or give the layer more outputs")  # fmt: skip
    return y


def _table(X: ArrayLike) -> Array:
    X = np.asarray(X)
    if X.dtype.kind not in "biuf":
        raise DtypeError("X", expected="real numbers", got=f"entries of type {X.dtype}", hint="a float array")
    if X.ndim != 2 or not len(X):
        raise ShapeError("X", expected="a table (n, d) with a row at least", got=f"shape {X.shape}",
                         hint="x[:, None] for one column")  # fmt: skip
    if not np.isfinite(X).all():
        raise NotFiniteError("X", expected="finite numbers", got="a NaN or an infinity", hint="np.isfinite(X)")
    return X if X.dtype.kind == "f" else X.astype(float)
