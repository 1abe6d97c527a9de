"""Schedules: the step size η as a function of the step t, counted from 0.

Large steps at first cover the ground, small ones later settle. A schedule is called with t and returns η_t; every
optimiser of `course.optimisers` takes one wherever it takes a number.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from course.numbers import not_negative, positive

__all__ = ["Constant", "Exponential", "InverseTime", "Rate", "Schedule", "as_schedule"]

Schedule = Callable[[int], float]
Rate = float | Schedule


@dataclass(frozen=True)
class Constant:
    """η_t = η₀. Raises InputError unless η₀ > 0."""

    rate: float

    def __post_init__(self) -> None:
        positive("rate", self.rate)

    def __call__(self, t: int) -> float:
        """η at step t."""
        return self.rate


@dataclass(frozen=True)
class Exponential:
    """η_t = η₀ e^(−κt): the same share is lost at every step. Raises InputError unless η₀ > 0 and κ ≥ 0.

    All the steps together have the length η₀ / (1 − e^(−κ)), about η₀/κ, so a run gets only so far.
    """

    rate: float
    kappa: float

    def __post_init__(self) -> None:
        positive("rate", self.rate)
        not_negative("kappa", self.kappa)

    def __call__(self, t: int) -> float:
        """η at step t."""
        return self.rate * math.exp(-self.kappa * t)


@dataclass(frozen=True)
class InverseTime:
    """η_t = η₀ / (1 + κt). Raises InputError unless η₀ > 0 and κ ≥ 0.

    With κ > 0 the rates have no finite sum and their squares have one: then a stochastic descent can come as far
    as it must, and its noise dies out (H. Robbins and S. Monro, Annals of Mathematical Statistics 22, 1951).
    """

    rate: float
    kappa: float

    def __post_init__(self) -> None:
        positive("rate", self.rate)
        not_negative("kappa", self.kappa)

    def __call__(self, t: int) -> float:
        """η at step t."""
        return self.rate / (1.0 + self.kappa * t)


def as_schedule(rate: Rate) -> Schedule:
    """``rate`` itself if it can be called, else `Constant` of it. Raises InputError for what is neither."""
    return rate if callable(rate) else Constant(positive("rate", rate))
