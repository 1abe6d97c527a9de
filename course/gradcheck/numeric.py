"""Differentiate a scalar function by differences, and say how far each number can be trusted.

Central differences at two steps, h and 2h, with h = ε^(1/3)·max(1, |x|) (Nocedal & Wright, *Numerical
Optimization*, 2nd ed., section 8.1). From both, Richardson's extrapolation gives the value; their distance, plus
the rounding noise of the function divided by h, bounds its error.

A kink (ReLU at 0, max at a tie) shows as a gap between the slopes to the left and to the right that does not
close as h shrinks. There the derivative is a whole interval, and so is the estimate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.errors import DtypeError, InputError, NotFiniteError

Array = NDArray[np.float64]

EPS = float(np.finfo(np.float64).eps)
STEP = EPS ** (1 / 3)
SHRINK = (1.0, 1e-1, 1e-2, 1e-3)
"""Factors on the step that are tried, in order, while the left and right slopes disagree."""
SMOOTH_GAP = 1e-3
"""Left and right slopes of a smooth function differ by about 2h|f''| ≈ 1e-5·|f''|; a wider gap may be a kink."""


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
    centre = _evaluate(f, point)
    shape = point.shape
    flat = [_slopes(f, point, index, centre, kinks) for index in np.ndindex(shape)]
    columns = np.array(flat, dtype=np.float64).reshape(-1, 6).T
    value, error, low, high, kink, inconclusive = (np.asarray(column.reshape(shape)) for column in columns)
    # Rounding inside f grows with the terms it adds, which may be far larger than their sum.
    terms = max(abs(centre), float(np.abs(point * value).sum()))
    step = STEP * np.maximum(1.0, np.abs(point))
    noise = 8 * EPS * terms / step
    return Estimate(value, np.asarray(error + noise), low, high, np.asarray(kink > 0), np.asarray(inconclusive > 0))


def _slopes(
    f: Callable[[Any], Any], x: Array, index: tuple[int, ...], centre: float, kinks: bool
) -> tuple[float, float, float, float, float, float]:
    """Value, error, low, high, is it a kink, is it inconclusive: for the one entry ``index`` of x."""
    previous: tuple[float, float] | None = None
    left = right = error = 0.0
    for factor in SHRINK if kinks else SHRINK[:1]:
        h = STEP * max(1.0, abs(float(x[index]))) * factor
        near, left, right, value, error = _central(f, x, index, h, centre)
        scale = max(1.0, abs(left), abs(right))
        if not kinks or (abs(right - left) <= SMOOTH_GAP * scale and error <= SMOOTH_GAP * scale):
            # A smaller step amplifies rounding: pay for it in the error.
            error += 8 * EPS * max(abs(centre), abs(near)) / h if factor < 1 else 0.0
            return value, error, value, value, 0.0, 0.0
        if previous is not None and np.allclose(previous, (left, right), rtol=1e-3, atol=1e-3 * scale):
            low, high = min(left, right), max(left, right)
            noise = 8 * EPS * max(1.0, abs(centre)) / h + SMOOTH_GAP * STEP * scale
            return (low + high) / 2, noise, low, high, 1.0, 0.0
        previous = (left, right)
    low, high = min(left, right), max(left, right)
    return (low + high) / 2, error, low, high, 0.0, 1.0


def _central(
    f: Callable[[Any], Any], x: Array, index: tuple[int, ...], h: float, centre: float
) -> tuple[float, float, float, float, float]:
    """f(x + h), slopes to the left and right at h, the extrapolated central slope and its truncation error."""
    plus, minus, step = _pair(f, x, index, h)
    plus2, minus2, step2 = _pair(f, x, index, 2 * h)
    one, two = (plus - minus) / step, (plus2 - minus2) / step2
    value = (4 * one - two) / 3
    half = step / 2
    return plus, (centre - minus) / half, (plus - centre) / half, value, abs(one - two)


def _pair(f: Callable[[Any], Any], x: Array, index: tuple[int, ...], h: float) -> tuple[float, float, float]:
    """f at x + h and at x − h along one entry, and the distance really stepped, (x + h) − (x − h)."""
    up, down = x.copy(), x.copy()
    up[index] += h
    down[index] -= h
    return _evaluate(f, up), _evaluate(f, down), float(up[index] - down[index])


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
