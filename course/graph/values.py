"""What a node may hold: a Python float, or a NumPy array of float64 or float32 entries, all of them finite.

One number is a plain float, since NumPy takes a microsecond over what Python does in a few nanoseconds. A float
beside a float32 array leaves it float32.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

import numpy as np

from course.errors import DtypeError, NotFiniteError, ShapeError

__all__ = ["Value", "as_leaf", "as_seed", "fit", "is_finite", "tidy"]

Value = Any
"""A float, a float32 scalar, or an array of float64 or float32."""


def as_leaf(value: Any, name: str) -> Value:
    """A given number or array as a node holds it: a number as a float, an array as it is.

    Raises
    ------
    DtypeError
        If the entries are of another kind: an array of whole numbers would round whatever is assigned to it.
    ShapeError
        If there are no entries.
    NotFiniteError
        If one of them is a NaN or an infinity.
    """
    if type(value) is float and isfinite(value):
        return value
    name = name or "value"
    try:
        held = tidy(np.asarray(float(value) if isinstance(value, (int, np.integer)) else value))
    except OverflowError as error:
        raise NotFiniteError(name, expected="a number that a float can hold", got="a larger one",
                             hint="check the inputs") from error  # fmt: skip
    except ValueError as error:
        raise ShapeError(name, expected="a number or an array", got="rows of different lengths",
                         hint="rows of one length") from error  # fmt: skip
    if np.asarray(held).dtype not in (np.float64, np.float32):
        raise DtypeError(name, expected="a number, or an array of float64 or float32",
                         got=f"{type(value).__name__} of {np.asarray(value).dtype}",
                         hint="x.astype(float)")  # fmt: skip
    if np.size(held) == 0:
        raise ShapeError(
            name, expected="one entry at least", got=f"shape {held.shape}", hint="a batch that is not empty"
        )
    if not is_finite(held):
        raise NotFiniteError(name, expected="finite numbers", got=first_not_finite(held), hint="check the inputs")
    return held


def as_seed(seed: Any, value: Value) -> Value:
    """∂L/∂output as the backward pass starts from it: 1 for a number, else what was given, in the output's shape."""
    shape = np.shape(value)
    if seed is None and shape:
        raise ShapeError("backward", expected="an output that is one number, or a seed", got=f"shape {shape}",
                         hint="loss = output.sum(), or output.backward(seed) with ∂L/∂output")  # fmt: skip
    given = as_leaf(1.0 if seed is None else seed, "seed")
    if np.shape(given) != shape:
        raise ShapeError("seed", expected=f"the output's shape {shape}", got=f"shape {np.shape(given)}",
                         hint="a gradient has the shape of its variable")  # fmt: skip
    return tidy(fit(np.array(given), value))


def tidy(value: Any) -> Value:
    """An operation's result as a node holds it: NumPy's one number of float64 becomes a float."""
    if isinstance(value, np.ndarray) and value.ndim:
        return value
    number = value[()] if isinstance(value, np.ndarray) else value
    return float(number) if isinstance(number, np.float64) else number


def is_finite(value: Any) -> bool:
    """Whether no entry is a NaN or an infinity (or, from a root of a negative number, complex)."""
    if type(value) is float:
        return isfinite(value)
    return not isinstance(value, complex) and bool(np.isfinite(value).all())


def first_not_finite(value: Value) -> str:
    """'inf at [0, 2]': the first entry that is not finite, and where."""
    array = np.asarray(value)
    if array.dtype.kind == "c":
        return "no real number"
    index = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
    return f"{array[index]}" + (f" at {list(index)}" if index else "")


def fit(share: Any, value: Value) -> Value:
    """``share`` in the shape and precision of the ``value`` that it is a gradient of.

    Where NumPy repeated the value to fit another operand, each repeat sends back a gradient of its own, and they
    add up, as at any copy: the sum runs over the axes that were added in front, and those that had length 1.
    """
    if type(value) is float:
        return float(share if np.ndim(share) == 0 else np.sum(share))
    array, shape = np.asarray(share), np.shape(value)
    if array.shape != shape:
        added = array.ndim - len(shape)
        repeated = (added + axis for axis, length in enumerate(shape) if length == 1)
        array = array.sum(axis=(*range(added), *repeated), keepdims=True).reshape(shape)
    return array.astype(value.dtype, copy=False)
