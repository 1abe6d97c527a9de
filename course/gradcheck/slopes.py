"""The slope of a function along one entry of its variable, and whether it has one.

Five values, at x and at distances h and 2h to either side, give a slope of second order for each side:

    right = (−3 f(x) + 4 f(x + h) − f(x + 2h)) / 2h,   and left likewise.

Their gap is the fourth difference of f over 2h. Where f is smooth it is h³f''''/2, which is next to nothing; at a
kink it is the jump of the derivative. As h shrinks, the gap of a kink stays, the gap of a kink nearby vanishes,
and a gap that is only rounding grows. That tells the three apart, whatever the scale of f.

`sides` takes numbers or arrays, one entry or all at once; only where the sides disagree does `slope` look closer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = tuple[int, ...]

EPS = float(np.finfo(np.float64).eps)
STEP: float = EPS ** (1 / 3)
DISTANCES = (-2.0, -1.0, 1.0, 2.0)
"""Where f is evaluated beside x, in steps."""
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
class Sides:
    """The five values' story at one step h: numbers for one entry, or arrays of one shape for many."""

    h: Any
    value: Any
    """The central slope at h and 2h, extrapolated by Richardson."""
    truncation: Any
    """How far the central slopes at h and 2h lie apart."""
    left: Any
    right: Any
    rounding: Any
    """What rounding of f alone can make of a slope."""
    low: Any
    """The least slope seen between x and any of the four points, and of the two sides; ``high`` the greatest."""
    high: Any

    @property
    def gap(self) -> Any:
        """How far the slopes of the two sides lie apart."""
        return abs(self.right - self.left)

    @property
    def agree(self) -> Any:
        """Whether the two sides have one slope, as far as rounding lets us tell."""
        floor = ROUNDING * EPS / self.h  # f may add and subtract numbers of order 1 and show only their difference
        return self.gap <= 2 * np.maximum(self.rounding, floor)

    @property
    def error(self) -> Any:
        """The bound on the value's error where the sides agree."""
        return self.truncation + self.gap + self.rounding

    def entry(self, i: int) -> Sides:
        """The story of one entry, from arrays of many."""
        fields = (self.h, self.value, self.truncation, self.left, self.right, self.rounding, self.low, self.high)
        return Sides(*(field[i] for field in fields))


def sides(here: Any, h: Any, at: Any, values: Any, centre: float, noise: float = 0.0) -> Sides:
    """What five values say: f(here) = ``centre``, and ``values`` (4, …) at the points ``at`` (4, …), h and 2h away.

    ``at`` is where f was really evaluated, after rounding; `DISTANCES` gives the order. ``noise`` is the rounding in
    each value beyond what its size lets expect (`course.gradcheck.noise`).
    """
    secants = [(value - centre) / (place - here) for value, place in zip(values, at, strict=True)]
    left, right = 2 * secants[1] - secants[0], 2 * secants[2] - secants[3]
    near, far = (values[2] - values[1]) / (at[2] - at[1]), (values[3] - values[0]) / (at[3] - at[0])
    size = np.max([np.abs(value) for value in values], axis=0, initial=abs(centre))
    size = np.maximum(size, np.abs(here * near))
    still = np.all([value == centre for value in values], axis=0)
    # where f did not move, its slope is lost in rounding of order ε, or is 0
    size = np.where(still, np.maximum(size, 1 / ROUNDING), size)
    ends = [*secants, left, right]
    low, high = np.min(ends, axis=0), np.max(ends, axis=0)
    rounding = (ROUNDING * EPS * size + noise) / h
    return Sides(h, (4 * near - far) / 3, abs(near - far), left, right, rounding, low, high)


def slope(
    f: Callable[[Array], float],
    x: Array,
    index: Index,
    centre: float,
    *,
    noise: float = 0.0,
    first: Sides | None = None,
) -> Slope:
    """The slope of ``f`` at ``x`` along the entry ``index``, or both slopes of a kink; ``centre`` is f(x).

    ``noise`` is that of `sides`; ``first`` is what is known already at the full step, if it is.
    """

    def at(h: float) -> Sides:
        return _sides_at(f, x, index, h, centre, noise)

    full = STEP * max(1.0, abs(float(x[index])))
    tried: list[Sides] = []
    for factor in SHRINK:
        known = first if factor == 1.0 else None
        now = known or at(full * factor)
        if now.agree:
            if tried:  # a coarse f looks smooth by luck at one small step, but not alike at two
                again = at(now.h / 3)
                return _smooth(now, first=False, doubt=abs(now.value - again.value))
            return _smooth(now, first=True)
        if tried:
            best = min(tried, key=lambda sides: float(sides.gap))
            if now.gap > GROWN * best.gap:
                return _smooth(best, first=best is tried[0])
            drift = max(abs(now.left - tried[-1].left), abs(now.right - tried[-1].right))
            if drift <= STEADY * now.gap + now.rounding:
                return _kink(tried[-1], drift)
        tried.append(now)
    last = tried[-1]
    error = last.truncation + last.rounding
    return Slope((last.low + last.high) / 2, error, last.low, last.high, inconclusive=True)


def _smooth(at: Sides, *, first: bool, doubt: float = 0.0) -> Slope:
    return Slope(at.value, at.error + doubt, at.value, at.value, noise=at.gap * at.h if first else 0.0)


def _kink(at: Sides, drift: float) -> Slope:
    low, high = sorted((float(at.left), float(at.right)))
    # At a tenth of the step the truncation is a hundredth: the drift is all but the whole of it.
    return Slope((low + high) / 2, 2 * drift + at.rounding, low, high, kink=True)


def _sides_at(
    f: Callable[[Array], float], x: Array, index: Index, h: float, centre: float, noise: float
) -> Sides:
    at, values = [], []
    for distance in DISTANCES:
        moved = x.copy()
        moved[index] += distance * h
        at.append(float(moved[index]))
        values.append(f(moved))
    return sides(float(x[index]), h, at, values, centre, noise)
