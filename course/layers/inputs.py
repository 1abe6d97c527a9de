"""What every layer asks of its arrays before it works with them: floats, finite, not empty, of shapes that fit."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np

from course.errors import DtypeError, InputError, NotFiniteError, ShapeError
from course.layers.base import Array

__all__ = ["floats", "gradient", "kept"]

Kept = TypeVar("Kept")


def floats(name: str, value: Any, shape: tuple[int | str, ...], hint: str) -> Array:
    """Return ``value`` as an array of finite floats, not copied, of a shape like ``shape``.

    A number in ``shape`` is the size of that axis; a name stands for any size but 0; "..." in front stands for any
    number of axes. Complex entries pass, so the complex step can check a layer.

    Raises
    ------
    DtypeError
        For integers and whatever else is no float: a layer keeps the type it is given, and integers would round.
    ShapeError
        For another shape, and for an empty batch.
    NotFiniteError
        For a NaN or an infinity.
    """
    array = _floating(name, value)
    if not _fits(array.shape, shape):
        wanted = ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "")
        raise ShapeError(name, expected=f"shape ({wanted}), no axis empty", got=f"shape {array.shape}", hint=hint)
    if not np.isfinite(array).all():
        raise NotFiniteError(name, expected="finite numbers", got="a NaN or an infinity", hint="np.isfinite(...)")
    return array


def gradient(name: str, value: Any, shape: tuple[int, ...]) -> Array:
    """Return the upstream gradient ``value`` if it holds floats and has the shape of the output it belongs to.

    It is not searched for a NaN: one that arises in training travels on, and shows in the loss.

    Raises
    ------
    DtypeError, ShapeError
        If it holds none, or has another shape.
    """
    array = _floating(name, value)
    if array.shape != shape:
        raise ShapeError(name, expected=f"the shape of the output, {shape}", got=f"shape {array.shape}",
                         hint="a gradient has the shape of its variable")  # fmt: skip
    return array


def kept(value: Kept | None) -> Kept:
    """Return what the forward pass kept.

    Raises
    ------
    InputError
        If there was no forward pass yet.
    """
    if value is None:
        raise InputError("backward", expected="a forward pass before it", got="none", hint="layer.forward(X)")
    return value


def _floating(name: str, value: Any) -> Array:
    array = np.asarray(value)
    if array.dtype.kind not in "fc":
        raise DtypeError(name, expected="floats", got=f"entries of type {array.dtype}",
                         hint=f"{name}.astype(np.float64)")  # fmt: skip
    return array


def _fits(sizes: tuple[int, ...], shape: tuple[int | str, ...]) -> bool:
    if shape[0] == "...":
        shape = ("any",) * (len(sizes) - len(shape) + 1) + shape[1:]
    if len(sizes) != len(shape) or 0 in sizes:
        return False
    return all(isinstance(wanted, str) or size == wanted for size, wanted in zip(sizes, shape, strict=True))
