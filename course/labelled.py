"""Labelled rows as the perceptron takes them: X (n, d) finite numbers, y (n,) of -1 and +1."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.errors import DtypeError, LabelError, NotFiniteError, ShapeError

Array = NDArray[np.float64]


def rows_and_signs(X: Any, y: Any) -> tuple[Array, Array]:
    """Return X (n, d) and y (n,) as float64 arrays, checked.

    Raises
    ------
    ShapeError
        If X is not a table with at least one row and one column, or y has not one label a row.
    DtypeError
        If an entry is not a real number.
    NotFiniteError
        If X holds a NaN or an infinity.
    LabelError
        If a label is neither -1 nor +1.
    """
    X, y = real("X", X), real("y", y)
    if X.ndim != 2 or X.size == 0:
        hint = "X[None, :] for one row"
        raise ShapeError("X", expected="a table (n, d)", got=f"shape {X.shape}", hint=hint)
    if y.shape != (len(X),):
        hint = "one label for each row of X"
        raise ShapeError("y", expected=f"shape ({len(X)},)", got=f"shape {y.shape}", hint=hint)
    if not np.isin(y, (-1.0, 1.0)).all():
        odd = next(label for label in y if label not in (-1.0, 1.0))
        hint = "2 * y - 1 for labels 0 and 1"
        raise LabelError("y", expected="labels -1 and +1", got=f"a label {odd:g}", hint=hint)
    return X, y


def real(name: str, value: Any) -> Array:
    """Return ``value`` as a float64 array of finite real numbers, copied.

    Raises
    ------
    DtypeError, NotFiniteError
        As for `rows_and_signs`.
    """
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        got = f"entries of type {array.dtype}"
        raise DtypeError(name, expected="real numbers", got=got, hint="a float array")
    if not np.isfinite(array).all():
        raise NotFiniteError(
            name, expected="finite numbers", got="a NaN or an infinity", hint="np.isfinite(...)"
        )
    return np.array(array, dtype=np.float64)


def weights(w: Any, d: int) -> Array:
    """Return w as a float64 vector of d finite numbers.

    Raises
    ------
    ShapeError
        If w has another shape than (d,).
    """
    vector = real("w", w)
    if vector.shape != (d,):
        got = f"shape {vector.shape}"
        raise ShapeError("w", expected=f"shape ({d},)", got=got, hint="one weight a column of X")
    return vector
