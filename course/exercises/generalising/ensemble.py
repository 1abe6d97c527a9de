"""`ensemble_variance`: how much a weighted mean of members that resemble each other still scatters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.generalising import hints
from course.exercises.generalising.draws import ATOL, LESSON, RTOL, WITHHELD
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise


def _draw(rng: np.random.Generator, k: int, rho: float) -> Args:
    """Weights that add up to 1, all different; deviations of order 1, none near it."""
    parts = rng.permutation(np.arange(1.0, k + 1)) + rng.uniform(0, 0.5, k)
    spread = np.where(rng.random(k) < 0.5, rng.uniform(0.4, 0.8, k), rng.uniform(1.3, 2.0, k))
    return {"weights": parts / parts.sum(), "deviations": spread, "rho": rho}


def _ordinary(rng: np.random.Generator) -> Args:
    return _draw(rng, int(rng.integers(3, 7)), float(rng.uniform(0.2, 0.7)))


def _independent(rng: np.random.Generator) -> Args:
    return _draw(rng, int(rng.integers(3, 7)), 0.0)


def _against_each_other(rng: np.random.Generator) -> Args:
    k = int(rng.integers(3, 5))
    return _draw(rng, k, -float(rng.uniform(0.3, 0.8)) / (k - 1))


def _alone(rng: np.random.Generator) -> Args:
    return {**_draw(rng, 1, 0.5), "weights": np.ones(1)}


def _variance(a: Array, s: Array, rho: float) -> float:
    """Σ_i Σ_j of a_i a_j s_i s_j, times ρ where i and j differ."""
    scaled = a * s
    return float((1 - rho) * np.sum(scaled**2) + rho * np.sum(scaled) ** 2)


def _made(of: Callable[[Array, Array, float], float]) -> Callable[..., dict[str, Any]]:
    return lambda weights, deviations, rho: {"variance": float(of(weights, deviations, rho))}


def _pairs_once(a: Array, s: Array, rho: float) -> float:
    return float((_variance(a, s, rho) + _variance(a, s, 0.0)) / 2)


def _own_twice(a: Array, s: Array, rho: float) -> float:
    return _variance(a, s, rho) + rho * _variance(a, s, 0.0)


def _bare(a: Array, s: Array, rho: float) -> float:
    return _variance(a, s, 0.0) + rho * float(np.sum(a) ** 2 - np.sum(a**2))


def _lesson_formula(a: Array, s: Array, rho: float) -> float:
    mean = float(np.mean(s**2))
    return rho * mean + (1 - rho) * mean / len(a)


MISTAKES = (
    Mistake("independent", "The members vary on their own in your answer: rho has no effect.",
            _made(lambda a, s, rho: _variance(a, s, 0.0))),
    Mistake("all-alike", "The members move as one in your answer: rho has no effect.",
            _made(lambda a, s, rho: _variance(a, s, 1.0))),
    Mistake("pairs-once", "Every pair counts once; in the square of a sum it stands twice.", _made(_pairs_once)),
    Mistake("own-twice", "Each member's own variance is in it twice: for itself, and again among the pairs.",
            _made(_own_twice)),
    Mistake("bare-correlation", "Two members' covariance is rho alone in your answer; it grows with the deviation "
            "of each.", _made(_bare)),
    Mistake("equal-weights", "All members have the same weight in your answer.",
            _made(lambda a, s, rho: _variance(np.full_like(a, 1 / len(a)), s, rho))),
    Mistake("equal-members", "You treat the members as equal in weight and in spread.", _made(_lesson_formula)),
    Mistake("deviation-returned", "This is a deviation; the variance was asked for.",
            _made(lambda a, s, rho: np.sqrt(_variance(a, s, rho)))),
    Mistake("deviations-not-squared", "You use the deviations as if they were variances.",
            _made(lambda a, s, rho: _variance(a, np.sqrt(s), rho))),
    Mistake("weights-not-squared", "The members' variances are weighted by the weights themselves; a factor in "
            "front enters a variance otherwise.", _made(lambda a, s, rho: _variance(np.sqrt(a), s, rho))),
)  # fmt: skip

ENSEMBLE_VARIANCE = ValueExercise(
    id="ensemble_variance",
    lesson=LESSON,
    title="The scatter of a weighted vote",
    points=2,
    signature=("weights", "deviations", "rho"),
    parts=("variance",),
    cases=(
        Case("ordinary inputs", _ordinary, share=4),
        Case("members that are independent", _independent, trials=2),
        Case("members that err against each other", _against_each_other, trials=2),
        Case("a single member", _alone, trials=1),
    ),
    mistakes=pointed(MISTAKES, hints.ENSEMBLE),
    hints=hints.ENSEMBLE_HINTS,
    withheld=WITHHELD,
    shapes={"variance": "one number"},
    reference=_made(_variance),
    rtol=RTOL,
    atol=ATOL,
)
