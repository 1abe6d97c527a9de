"""The slope of a function along one entry of its variable, and whether it has one.

Five values, at x and at distances h and 2h to either side, give a slope of second order for each side:

    right = (−3 f(x) + 4 f(x + h) − f(x + 2h)) / 2h,   and left likewise.

Their gap is the fourth difference of f over 2h. Where f is smooth it is h³f''''/2, which is next to nothing; at a
kink it is the jump of the derivative. As h shrinks, the gap of a kink stays, the gap of a kink nearby vanishes,
and a gap that is only rounding grows. That tells the three apart, whatever the scale of f.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = tuple[int, ...]

EPS = float(np.finfo(np.float64).eps)
STEP = EPS ** (1 / 3)
SHRINK = (1.0, 1e-1, 1e-2, 1e-3)
"""Factors on the step that are tried, in order, while the slopes of the two sides disagree."""
ROUNDING = 8.0
"""Rounding of a few units in the last place of f, seen through a difference, divided by the step."""
GROWN = 3.0
"""A gap that grows by this much as the step shrinks is rounding: no kink, near or far, does that."""
STEADY = 1e-3
"""Slopes that move by less than this share of their gap, from one step to the next, belong to a kink."""


class Slope(NamedTuple):
    """What is known of one entry of a gradient; the fields are those of `course.gradcheck.numeric.Estimate`."""

    value: float
    error: float
    low: float
    high: float
    kink: bool = False
    inconclusive: bool = False
    noise: float = 0.0
    """How much of f, at the full step, looks like rounding: the gap times the step. 0 where a step was shrunk."""


@dataclass(frozen=True)
class _Sides:
    """The five values' story at one step h."""

    h: float
    value: float
    """The central slope at h and 2h, extrapolated by Richardson."""
    truncation: float
    """How far the central slopes at h and 2h lie apart."""
    left: float
    right: float
    rounding: float
    """What rounding of f alone can make of a slope."""
    bounds: tuple[float, float]
    """The least and the greatest slope seen between x and any of the four points, and of the two sides."""

    @property
    def gap(self) -> float:
        return abs(self.right - self.left)


def slope(f: Callable[[Array], float], x: Array, index: Index, centre: float, *, kinks: bool) -> Slope:
    """The slope of ``f`` at ``x`` along the entry ``index``; ``centre`` is f(x). ``kinks``: look for them."""
    tried: list[_Sides] = []
    for factor in SHRINK:
        now = _sides(f, x, index, STEP * max(1.0, abs(float(x[index]))) * factor, centre)
        floor = ROUNDING * EPS / now.h  # f may add and subtract numbers of order 1 and show only their difference
        if not kinks or now.gap <= 2 * max(now.rounding, floor):
            if tried:  # a coarse f looks smooth by luck at one small step, but not alike at two
                again = _sides(f, x, index, now.h / 3, centre)
                return _smooth(now, first=False, doubt=abs(now.value - again.value))
            return _smooth(now, first=True)
        if tried:
            best = min(tried, key=lambda sides: sides.gap)
            if now.gap > GROWN * best.gap:
                return _smooth(best, first=best is tried[0])
            drift = max(abs(now.left - tried[-1].left), abs(now.right - tried[-1].right))
            if drift <= STEADY * now.gap + now.rounding:
                return _kink(tried[-1], drift)
        tried.append(now)
    low, high = tried[-1].bounds
    error = tried[-1].truncation + tried[-1].rounding
    return Slope((low + high) / 2, error, low, high, inconclusive=True)


def _smooth(at: _Sides, *, first: bool, doubt: float = 0.0) -> Slope:
    error = at.truncation + at.gap + at.rounding + doubt
    return Slope(at.value, error, at.value, at.value, noise=at.gap * at.h if first else 0.0)


def _kink(at: _Sides, drift: float) -> Slope:
    low, high = sorted((at.left, at.right))
    # At a tenth of the step the truncation is a hundredth: the drift is all but the whole of it.
    return Slope((low + high) / 2, 2 * drift + at.rounding, low, high, kink=True)


def _sides(f: Callable[[Array], float], x: Array, index: Index, h: float, centre: float) -> _Sides:
    here = float(x[index])
    at: list[float] = []
    values: list[float] = []
    for distance in (-2 * h, -h, h, 2 * h):
        moved = x.copy()
        moved[index] += distance
        at.append(float(moved[index]))  # what was really stepped, after rounding
        values.append(f(moved))
    secants = [(value - centre) / (place - here) for value, place in zip(values, at, strict=True)]
    left, right = 2 * secants[1] - secants[0], 2 * secants[2] - secants[3]
    near, far = (values[2] - values[1]) / (at[2] - at[1]), (values[3] - values[0]) / (at[3] - at[0])
    size = max(abs(centre), *map(abs, values), abs(here * near))
    if not any(value != centre for value in values):
        size = max(size, 1 / ROUNDING)  # f did not move: its slope is lost in rounding of order ε, or is 0
    ends = (*secants, left, right)
    rounding = ROUNDING * EPS * size / h
    return _Sides(h, (4 * near - far) / 3, abs(near - far), left, right, rounding, (min(ends), max(ends)))
