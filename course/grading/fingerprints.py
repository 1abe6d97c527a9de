"""The marks that a numeric derivative leaves on its values: what it gets wrong, and how.

A formula computed in float64 is off by a few units in the last place. Differences are off by more, in two ways.

*Truncation*: with a step that is not tiny, the error is the next term of Taylor's series: that of f'' times h/2
for one-sided differences, of the third derivative times h²/6 for central ones, of the fifth times h⁴/30 for five
points (Nocedal & Wright, section 8.1; Abramowitz & Stegun, table 25.2). That term can be computed here, on the
exercise's own loss, and the error regressed on it. The slope of the regression tells the step.

*Rounding*: with a small step, f(x + h) − f(x − h) has few digits left. Then the error is noise that changes
altogether if the inputs change in their last digits. No formula does that: an error of single precision, or a small
number added to a denominator, stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Loss = Callable[[Array], float]

EPS = float(np.finfo(np.float64).eps)
EXPLAINED = 0.995
"""Share of the squared error that a scheme's truncation must explain."""
FEWEST = 8
"""Entries, over all trials, below which a regression could succeed by chance."""
ERRATIC = 0.03
"""Share of the error that must change when the inputs change in their last digits."""


@dataclass(frozen=True)
class Scheme:
    """A difference formula: Σ weight·f(x + offset·h) / (divisor·h), with an error of this order in h."""

    name: str
    weights: dict[int, float]
    divisor: float
    order: int
    reference: float
    """A step at which its truncation stands far above rounding, and the next term far below."""

    def gradient(self, f: Loss, x: Array, steps: Array) -> Array:
        """The gradient of ``f`` at ``x`` (any shape), with a step for each entry."""
        found = np.zeros_like(x)
        for index in np.ndindex(x.shape):
            total = 0.0
            for offset, weight in self.weights.items():
                moved = x.copy()
                moved[index] += offset * steps[index]
                total += weight * float(f(moved))
            found[index] = total / (self.divisor * steps[index])
        return found


ONE_SIDED = "one-sided differences"
SCHEMES = (
    Scheme(ONE_SIDED, {1: 1.0, 0: -1.0}, 1.0, 1, 1e-5),
    Scheme("central differences", {1: 1.0, -1: -1.0}, 2.0, 2, 1e-3),
    Scheme("five-point differences", {2: -1.0, 1: 8.0, -1: -8.0, -2: 1.0}, 12.0, 4, 3e-2),
)
STEPS = (*(10.0**-k for k in range(1, 11)), EPS ** (1 / 2), EPS ** (1 / 3))


@dataclass(frozen=True)
class Sample:
    """One trial of one part: the loss as a function of the variable, where, the exact gradient, the answer."""

    loss: Loss
    x: Array
    exact: Array
    answer: Array

    @property
    def error(self) -> Array:
        """The answer's error, entry by entry."""
        return self.answer - self.exact


def truncation(samples: list[Sample]) -> str | None:
    """The scheme and step whose truncation explains the errors of all samples at once, or None."""
    error = np.concatenate([sample.error.ravel() for sample in samples])
    if error.size < FEWEST or not error.any():
        return None
    for scheme in SCHEMES:
        for scaled in (False, True):
            lengths = [np.maximum(1.0, np.abs(s.x)) if scaled else np.ones_like(s.x) for s in samples]
            taylor = np.concatenate([_taylor(scheme, s, size) for s, size in zip(samples, lengths, strict=True)])
            norm = float(taylor @ taylor)
            slope = float(error @ taylor) / norm if norm else 0.0
            rest = error - slope * taylor
            if float(rest @ rest) > (1 - EXPLAINED) * float(error @ error) or (scheme.order > 1 and slope < 0):
                continue
            step = scheme.reference * abs(slope) ** (1 / scheme.order)
            return f"{scheme.name}, step {step:.2g}{' times max(1, |x|)' if scaled else ''}"
    return None


def _taylor(scheme: Scheme, sample: Sample, lengths: Array) -> Array:
    steps = scheme.reference * lengths
    return np.asarray(scheme.gradient(sample.loss, sample.x, steps) - sample.exact).ravel()


def erratic(pairs: list[tuple[Sample, Sample]], honest: float) -> bool:
    """Whether the error is noise: of each pair, the second was computed on inputs that differ in the last digits.

    ``honest`` is the error, beside numbers of order 1, that a formula in float64 may have. A quarter of the pairs is
    enough: noise of one number is often the same twice, and other errors change once in a hundred thousand times.
    """
    changed = 0
    for one, other in pairs:
        change = float(np.linalg.norm(other.error - one.error))
        changed += change > max(ERRATIC * float(np.linalg.norm(one.error)), honest)
    return changed >= max(2, len(pairs) / 4)


def grid(samples: list[Sample]) -> str | None:
    """The scheme and step on whose grid the answers lie, or None.

    The difference of two nearby floats is exact, and a multiple of the spacing of floats of their size. So an answer
    times the divisor is a whole number of spacings, whoever wrote the loss. The smallest such divisor is the one.
    """
    tried = sorted(((s.divisor * step, s.name, step) for s in SCHEMES for step in STEPS), key=lambda t: t[0])
    for divisor, name, step in tried:
        if _on_grid(samples, divisor):
            # A loss that adds larger numbers has a coarser grid: then the divisor may be twice what is seen.
            shown = "one-sided or central differences" if name == ONE_SIDED else name
            return f"{shown}, step {step:.2g}"
    return None


def _on_grid(samples: list[Sample], divisor: float) -> bool:
    near: list[bool] = []
    for sample in samples:
        count = sample.answer.ravel() * divisor / np.spacing(abs(float(sample.loss(sample.x))))
        usable = (count != 0) & (np.abs(count) * 4 * EPS < 0.1)
        near.extend(np.abs(count - np.rint(count))[usable] < 0.1)
    return len(near) >= FEWEST and sum(near) >= 0.9 * len(near)
