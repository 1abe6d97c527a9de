"""Rows and targets as a network takes them. Checked once where they come in, so that no step needs to."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.errors import DtypeError, InputError, LabelError, NotFiniteError, ShapeError
from course.network.heads import Head

__all__ = ["check_generator", "check_targets", "rows"]

Array = NDArray[Any]


def rows(name: str, X: Any, dtype: np.dtype[Any]) -> Array:
    """``X`` as an array of at least one finite row in ``dtype``; not copied where it is one already.

    Raises
    ------
    DtypeError
        If the entries are not floating-point numbers: whole numbers are often labels or pixels given by mistake.
    ShapeError
        If there are no rows, or X is a single one.
    NotFiniteError
        If it holds a NaN or an infinity.
    """
    X = np.asarray(X)
    if X.dtype.kind != "f":
        raise DtypeError(name, expected="floating-point numbers", got=f"entries of type {X.dtype}",
                         hint=f"{name}.astype({dtype})")  # fmt: skip
    if X.ndim < 2 or X.size == 0:
        raise ShapeError(name, expected="at least one example, one a row: shape (n, d)", got=f"shape {X.shape}",
                         hint=f"{name}[None, :] for a single example")  # fmt: skip
    _finite(name, X)
    return np.asarray(X, dtype=dtype)


def check_targets(name: str, y: Any, n: int, head: Head) -> Array:
    """``y`` as targets of ``n`` rows. Whether they fit the scores is for the loss to say.

    Raises
    ------
    ShapeError, LabelError, DtypeError, NotFiniteError
        For another number of rows, labels that are no whole numbers, and as `rows`.
    """
    y = np.asarray(y)
    if y.ndim == 0 or len(y) != n:
        raise ShapeError(name, expected=f"targets for {n} rows", got=f"shape {y.shape}",
                         hint="as many targets as rows of X")  # fmt: skip
    if head.classes and (y.ndim != 1 or y.dtype.kind not in "iu"):
        raise LabelError(name, expected="class indices, whole numbers in shape (n,)",
                         got=f"{y.dtype} in shape {y.shape}", hint="Y.argmax(axis=1) for one-hot rows")  # fmt: skip
    if y.dtype.kind not in "biuf":
        raise DtypeError(name, expected="real numbers", got=f"entries of type {y.dtype}", hint="y.astype(float)")
    _finite(name, y)
    return y


def check_generator(rng: Any) -> np.random.Generator:
    """``rng`` itself, if it is a Generator. Raises InputError for a seed or anything else."""
    if not isinstance(rng, np.random.Generator):
        raise InputError("rng", expected="a numpy.random.Generator", got=repr(rng),
                         hint="rng=np.random.default_rng(0)")  # fmt: skip
    return rng


def _finite(name: str, values: Array) -> None:
    if not np.isfinite(values).all():
        raise NotFiniteError(name, expected="finite numbers", got="a NaN or an infinity",
                             hint=f"np.isfinite({name}) shows where")  # fmt: skip
