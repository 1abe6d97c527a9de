"""Differentiate a scalar function by differences, and say how far each number can be trusted.

Central differences at two steps, h and 2h, with h = ε^(1/3)·max(1, |x|) (Nocedal & Wright, *Numerical
Optimization*, 2nd ed., section 8.1). From both, Richardson's extrapolation gives the value; their distance, plus
the rounding noise of the function divided by h, bounds its error. Half of that noise is known beforehand, from the
size of what f adds up; the other half is measured (`course.gradcheck.slopes`).

At a kink (ReLU at 0, max at a tie) the slopes to the left and to the right differ. There the derivative is a whole
interval, and so is the estimate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.errors import DtypeError, InputError, NotFiniteError
from course.gradcheck.slopes import EPS, ROUNDING, STEP, slope

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A numeric gradient: ``value`` with the bound ``error``, both of the variable's shape.

    ``low`` and ``high`` enclose the derivative: equal to ``value`` where the function is smooth, the two
    one-sided slopes at a kink. ``kink`` marks exact kinks. ``inconclusive`` marks entries so near a kink that
    no step resolved them.
    """

    value: Array
    error: Array
    low: Array
    high: Array
    kink: NDArray[np.bool_]
    inconclusive: NDArray[np.bool_]


def numeric_gradient(f: Callable[[Any], Any], x: Any, *, kinks: bool = True) -> Estimate:
    """Return the gradient of the scalar function ``f`` at ``x``, by central differences.

    Parameters
    ----------
    f
        Takes an array of x's shape and returns one real number.
    x
        float64 array of any shape, or a float.
    kinks
        Look for kinks where the slopes to the left and right disagree (costs evaluations only there).

    Raises
    ------
    DtypeError
        If x is not of float64: in float32 the differences drown in rounding.
    NotFiniteError
        If x, or f near x, is not finite.

    Examples
    --------
    >>> numeric_gradient(lambda x: float((x ** 2).sum()), np.array([1.0, -3.0])).value.round(6)
    array([ 2., -6.])
    """
    point = as_float64(x)

    def value_at(moved: Array) -> float:
        return _evaluate(f, moved)

    centre = value_at(point.copy())
    entries = [slope(value_at, point, index, centre, kinks=kinks) for index in np.ndindex(point.shape)]
    columns = np.array(entries, dtype=np.float64).reshape(-1, 7).T
    value, error, low, high, kink, inconclusive, noise = (column.reshape(point.shape) for column in columns)
    # Rounding inside f grows with the terms it adds, which may be far larger than their sum; and what looked like
    # rounding along one entry is there along all of them.
    terms = max(abs(centre), float(np.abs(point * value).sum()))
    rounding = ROUNDING * EPS * terms + 2 * float(noise.max(initial=0.0))
    error = error + rounding / (STEP * np.maximum(1.0, np.abs(point)))
    return Estimate(value, error, low, high, kink > 0, inconclusive > 0)


def as_float64(x: Any) -> Array:
    """A float64 copy of ``x`` (shape kept); integers and float32 are refused rather than converted."""
    array = np.asarray(x)
    if isinstance(x, float):
        array = np.asarray(x, dtype=np.float64)
    if array.dtype != np.float64:
        raise DtypeError("x", expected="float64", got=str(array.dtype), hint="x.astype(np.float64)")
    if not np.isfinite(array).all():
        raise NotFiniteError("x", expected="finite numbers", got="a NaN or an infinity", hint="check the inputs")
    return array.copy()


def _evaluate(f: Callable[[Any], Any], x: Array) -> float:
    with np.errstate(all="ignore"):  # an overflow shows as a value that is not finite, and is reported as such
        value = np.asarray(f(x if x.ndim else x[()]))
    if value.ndim or value.dtype.kind not in "fiu":
        raise InputError(
            "f", expected="one real number", got=f"shape {value.shape} of {value.dtype}", hint="return a scalar loss"
        )
    if not np.isfinite(value):
        raise NotFiniteError("f(x)", expected="a finite number", got=str(value), hint="a point where f is finite")
    return float(value)
