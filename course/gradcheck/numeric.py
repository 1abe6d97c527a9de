"""Differentiate a scalar function by differences, and say how far each number can be trusted.

Central differences at two steps, h and 2h, with h = ε^(1/3)·max(1, |x|) (Nocedal & Wright, *Numerical
Optimization*, 2nd ed., section 8.1). From both, Richardson's extrapolation gives the value; their distance, plus
the rounding noise of the function divided by h, bounds its error. Some of that noise is known beforehand, from the
size of what f adds up; the rest is measured (`course.gradcheck.slopes`, `course.gradcheck.noise`).

At a kink (ReLU at 0, max at a tie) the slopes to the left and to the right differ. There the derivative is a whole
interval, and so is the estimate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.gradcheck.noise import rounding_noise
from course.gradcheck.slopes import DISTANCES, EPS, ROUNDING, STEP, sides, slope
from course.gradcheck.values import Array, Function, Values, as_float64

__all__ = ["Array", "Estimate", "as_float64", "estimate_entries", "numeric_gradient"]


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


def numeric_gradient(f: Function, x: Any, *, kinks: bool = True, stacked: Function | None = None) -> Estimate:
    """Return the gradient of the scalar function ``f`` at ``x``, by central differences.

    Parameters
    ----------
    f
        Takes an array of x's shape and returns one real number.
    x
        float64 array of any shape, or a float.
    kinks
        Look for kinks where the slopes to the left and right disagree (costs evaluations only there).
    stacked
        The same function for many points at once, much faster: takes an array of shape (k, *x.shape), which it may
        not change, and returns the k values. It is held against ``f`` at a few points.

    Raises
    ------
    DtypeError
        If x is not of float64: in float32 the differences drown in rounding.
    NotFiniteError
        If x, or f near x, is not finite.
    InputError
        If f returns no real number, or not the same one again; if ``stacked`` does not give what f gives.

    Examples
    --------
    >>> numeric_gradient(lambda x: float((x ** 2).sum()), np.array([1.0, -3.0])).value.round(6)
    array([ 2., -6.])
    """
    point = as_float64(x)
    values = Values(f, point, stacked)
    values.noise = rounding_noise(values)
    found = estimate_entries(values, np.arange(point.size), kinks=kinks)
    columns = {name: column.reshape(point.shape) for name, column in vars(found).items()}
    return Estimate(**columns)


def estimate_entries(values: Values, entries: NDArray[np.intp], *, kinks: bool = True) -> Estimate:
    """The flat entries ``entries`` (m,) of the gradient alone, an estimate of shape (m,)."""
    x = values.point
    here = x.ravel()[entries]
    h = STEP * np.maximum(1.0, np.abs(here))
    at = here + np.multiply.outer(DISTANCES, h)
    four = values.beside(np.tile(entries, 4)[:, None], at.reshape(-1, 1)).reshape(at.shape)
    seen = sides(here, h, at, four, values.centre, values.noise)
    columns = np.array([seen.value, seen.error, seen.value, seen.value, 0 * h, 0 * h, seen.gap * seen.h])
    for i in np.flatnonzero(~seen.agree).tolist() if kinks else []:
        index = tuple(int(j) for j in np.unravel_index(entries[i], x.shape))
        # what a stack gave is looked at again, with the plain function
        first = None if values.stacked else seen.entry(i)
        columns[:, i] = slope(values.at, x, index, values.centre, noise=values.noise, first=first)
    value, error, low, high, kink, inconclusive, noise = columns
    # Rounding inside f grows with the terms it adds, which may be far larger than their sum; and what looked like
    # rounding along one entry is there along all of them.
    terms = max(abs(values.centre), float(np.abs(here * value).sum()))
    rounding = ROUNDING * EPS * terms + 2 * float(noise.max(initial=0.0))
    return Estimate(value, error + rounding / h, low, high, kink > 0, inconclusive > 0)
