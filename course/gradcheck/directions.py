"""Check a gradient of any size along a few random directions, and find a wrong entry by halving.

A direction costs four evaluations, however many entries it moves (`course.gradcheck.blocks` says why it misses
next to nothing). Where it disagrees, so does one of its halves, and so on down: log₂ n steps to a single entry,
which is then measured alone. Directions only suspect: no entry is called wrong that is not wrong by itself.

Across a kink a direction has a slope to each side, and what is claimed may be any between: it would excuse much. So
an entry that lies on a kink is found by halving too, measured alone and left out.

What limits it is rounding: a derivative along n entries carries the rounding of f divided by the step, and an error
of one entry below that cannot be seen. `Search.detectable` is the size from which on it can.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, log2, sqrt

import numpy as np

from course.gradcheck.blocks import random_weights
from course.gradcheck.compare import FLOAT32
from course.gradcheck.numeric import Estimate, estimate_entries
from course.gradcheck.slopes import EPS, ROUNDING, STEP, Slope, slope
from course.gradcheck.values import Array, Values

Wrong = Callable[[int, Estimate], bool]

DIRECTIONS = 3
BUDGET = 400
"""Evaluations after which no further wrong entry is looked for."""
LONGER = (1.0, 8.0, 64.0)
"""How much longer than 1/√n a step may be, where f bends little: the most exact one is taken."""


@dataclass(frozen=True)
class Residual:
    """The slope of what the claim leaves of f along some entries, per unit of the weights."""

    value: float
    error: float
    unsure: bool

    @property
    def disagrees(self) -> bool:
        """Whether the claim is off along these entries, beyond all doubt about the slope."""
        return not self.unsure and abs(self.value) > self.error

    @property
    def doubt(self) -> float:
        """How far it is off, compared with its error; 0 where it does not disagree."""
        return abs(self.value) / self.error if self.disagrees else 0.0


@dataclass(frozen=True)
class Search:
    """What the directions told.

    ``wrong`` and ``aside`` map each wrong entry that was found, and each that lies on a kink or on the edge of one,
    to what it is when measured alone, an estimate of shape (1,).
    """

    wrong: dict[int, Estimate]
    aside: dict[int, Estimate]
    directions: int
    """How many directions could be judged: none, where there are too many kinks."""
    detectable: float
    """A single wrong entry shows in every direction if it is off by more than this."""
    remains: float
    """The size √Σeᵢ² of the errors that are still there, as the directions show it; 0 where all agree."""


class Line:
    """f along one random direction, or a stretch of its entries, less what the claim expects."""

    def __init__(self, values: Values, claim: Array, weights: Array) -> None:
        self.values, self.claim = values, claim
        self.along = weights * np.maximum(1.0, np.abs(values.point.ravel()))
        self.longer = 1.0

    def residual(self, start: int, end: int) -> Residual:
        """The slope along the entries ``start`` to ``end``."""
        scale = min(1.0, self.longer / sqrt(end - start))
        found = self._slope(start, end, scale)
        error = found.error / scale + self._rounding(start, end)
        return Residual(float(found.value / scale), float(error), found.inconclusive or found.kink)

    def longest(self) -> float:
        """The length of step at which the slope along all entries is most exact."""
        n = self.along.size
        scales = [min(1.0, longer / sqrt(n)) for longer in LONGER]
        errors = [self._slope(0, n, scale).error / scale for scale in scales]
        return LONGER[int(np.argmin(errors))]

    def _slope(self, start: int, end: int, scale: float) -> Slope:
        x, claim = self.values.point.ravel(), self.claim[start:end]

        def left(t: Array) -> float:
            moved = x.copy()
            moved[start:end] += float(t) * scale * self.along[start:end]
            expected = float(claim @ (moved[start:end] - x[start:end]))
            found: float = self.values.at(moved.reshape(self.values.point.shape)) - expected
            return found

        return slope(left, np.zeros(()), (), self.values.centre, noise=self.values.noise)

    def _rounding(self, start: int, end: int) -> float:
        """What the claim's own digits, and those of x, can make of the slope."""
        weights, claim = self.along[start:end], self.claim[start:end]
        digits = _digits(claim) * float(np.abs(self.claim).max(initial=0.0)) * float(np.linalg.norm(weights))
        terms = float(np.linalg.norm(self.values.point.ravel()[start:end] * claim))
        return digits + ROUNDING * EPS / STEP * terms


def search(values: Values, claim: Array, rng: np.random.Generator, is_wrong: Wrong) -> Search:
    """Hold ``claim`` (n,) against f along random directions; ``is_wrong`` judges an entry measured alone."""
    claim, n = claim.copy(), claim.size
    lines, residuals, aside = _lines(values, claim, rng)
    detectable = max((4 * residual.error for residual in residuals), default=np.inf)
    wrong: dict[int, Estimate] = {}
    # One descent always; a further one while it is not too dear and the last one found something.
    while any(residual.disagrees for residual in residuals) and (not wrong or _affordable(values, n)):
        worst = int(np.argmax([residual.doubt for residual in residuals]))
        entry = _halve(lines[worst], residuals[worst])
        estimate = estimate_entries(values, np.array([entry]))
        if entry in wrong or not is_wrong(entry, estimate):
            break
        wrong[entry] = estimate
        claim[entry] = estimate.value[0]  # put right in all lines, so that what is left shows by itself
        residuals = [line.residual(0, n) for line in lines]
    # the weights have a mean square of 7/12
    off = [residual.value**2 * 12 / 7 for residual in residuals if residual.disagrees]
    remains = sqrt(sum(off) / len(off)) if off else 0.0
    return Search(wrong, aside, len(lines), detectable, remains)


def _affordable(values: Values, n: int) -> bool:
    """Whether one more descent, the entry's own measurement and the directions again stay within the budget."""
    return values.passes + 4 * (ceil(log2(n)) + 1 + DIRECTIONS) <= BUDGET


def _lines(
    values: Values, claim: Array, rng: np.random.Generator
) -> tuple[list[Line], list[Residual], dict[int, Estimate]]:
    """Directions that cross no kink, what the claim leaves along them, and the entries that were left out for it."""
    lines, residuals, aside = list[Line](), list[Residual](), dict[int, Estimate]()
    longer = 0.0
    for _ in range(2 * DIRECTIONS):
        line = Line(values, claim, random_weights(rng, claim.shape))
        line.along[list(aside)] = 0.0
        longer = line.longer = longer or line.longest()
        while (found := line.residual(0, claim.size)).unsure and _affordable(values, claim.size):
            entry = _halve_to_kink(line)
            aside[entry] = estimate_entries(values, np.array([entry]))
            line.along[entry] = 0.0
        if not found.unsure:
            lines.append(line)
            residuals.append(found)
        if len(lines) == DIRECTIONS:
            break
    return lines, residuals, aside


def _halve(line: Line, whole: Residual) -> int:
    """The entry to which most of the disagreement leads."""
    start, end, off = 0, line.along.size, whole.value
    while end - start > 1:
        middle = (start + end) // 2
        left = line.residual(start, middle)
        if left.disagrees and abs(left.value) >= abs(off - left.value):
            end, off = middle, left.value
        else:
            start, off = middle, off - left.value
    return start


def _halve_to_kink(line: Line) -> int:
    """An entry along which the line crosses a kink."""
    start, end = 0, line.along.size
    while end - start > 1:
        middle = (start + end) // 2
        start, end = (start, middle) if line.residual(start, middle).unsure else (middle, end)
    return start


def _digits(claim: Array) -> float:
    """How exact the numbers of a claim can be, relative to the largest: those of float32 are short."""
    with np.errstate(over="ignore"):
        return FLOAT32 if (claim == claim.astype(np.float32)).all() else 64 * EPS
