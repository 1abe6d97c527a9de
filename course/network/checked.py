"""Rows and targets as a network takes them. Checked once where they come in, so that no step needs to."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.encodings import class_indices
from course.errors import DtypeError, InputError, NotFiniteError, ShapeError
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


def check_targets(name: str, y: Any, scores: tuple[int, ...], head: Head) -> Array:
    """``y`` as targets for scores of the shape ``scores``: (n,) class indices below k, or (n, k) numbers.

    Raises
    ------
    ShapeError
        For another number of rows, or another shape than that of the scores.
    LabelError
        For labels that are no class indices, or have no score.
    DtypeError, NotFiniteError
        For numeric targets that are no finite real numbers.
    """
    y = np.asarray(y)
    if y.ndim == 0 or len(y) != scores[0]:
        raise ShapeError(name, expected=f"targets for {scores[0]} rows", got=f"shape {y.shape}",
                         hint="as many targets as rows of X")  # fmt: skip
    if head.classes:
        return class_indices(y, scores[-1])
    if y.dtype.kind not in "biuf":
        raise DtypeError(name, expected="real numbers", got=f"entries of type {y.dtype}", hint="y.astype(float)")
    if y.shape != scores:
        raise ShapeError(name, expected=f"the shape of the predictions, {scores}", got=f"shape {y.shape}",
                         hint="y[:, None] for one output a row")  # fmt: skip
    _finite(name, y)
    return np.asarray(y)


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
