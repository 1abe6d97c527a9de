"""`best_of_k`: how much too good the best of k validation errors looks: predicted, held against the exact mean."""

from __future__ import annotations

from functools import cache
from math import lgamma, log, sqrt
from typing import Any

import numpy as np

from course.exercises.generalising import hints
from course.exercises.generalising.draws import LESSON, WITHHELD
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise

WITHIN = 0.12
"""Relative. A normal curve in place of the exact counts is off by less than half of this."""
DRAWN = 2e-3
"""Absolute. A mean of 5,000 drawn experiments strays by at most a fifth of this, in one standard deviation."""


def _ordinary(rng: np.random.Generator) -> Args:
    p = round(float(rng.uniform(0.2, 0.5)), 3)
    return {"k": int(rng.integers(8, 60)), "m": int(rng.integers(100, 400)), "p": p}


def _one(rng: np.random.Generator) -> Args:
    # On many rows: the answer is 0, so no share of it helps a drawn one, and that strays by √(p(1 − p)/m/draws).
    return {**_ordinary(rng), "k": 1, "m": 400}


def _pair(rng: np.random.Generator) -> Args:
    return {**_ordinary(rng), "k": 2}


@cache
def _at_most(m: int, p: float) -> Array:
    """P(errors ≤ j) for j = 0..m, of m independent rows that are wrong with probability p each."""
    j = range(m + 1)
    logs = [lgamma(m + 1) - lgamma(i + 1) - lgamma(m - i + 1) + i * log(p) + (m - i) * log(1 - p) for i in j]
    return np.asarray(np.minimum(np.cumsum(np.exp(logs)), 1.0))


def expected_lowest(k: int, m: int, p: float) -> float:
    """E[min] of k independent error rates: the sum over j of P(all k counts exceed j), over m."""
    return float(np.sum((1 - _at_most(m, p)) ** k)) / m


def optimism(k: int, m: int, p: float) -> float:
    """How far the lowest of k validation errors lies below the true one, in the mean."""
    return p - expected_lowest(k, m, p)


def _deviation(m: int, p: float) -> float:
    return sqrt(p * (1 - p) / m)


def _bound(k: int, m: int, p: float) -> dict[str, Any]:
    return {"optimism": _deviation(m, p) * sqrt(2 * log(k))}


def _one_deviation(k: int, m: int, p: float) -> dict[str, Any]:
    return {"optimism": _deviation(m, p)}


def _nothing(k: int, m: int, p: float) -> dict[str, Any]:
    return {"optimism": 0.0}


def _lowest(k: int, m: int, p: float) -> dict[str, Any]:
    return {"optimism": expected_lowest(k, m, p)}


def _sign(k: int, m: int, p: float) -> dict[str, Any]:
    return {"optimism": -optimism(k, m, p)}


def _rows_forgotten(k: int, m: int, p: float) -> dict[str, Any]:
    return {"optimism": optimism(k, m, p) * sqrt(m)}


def _variance(k: int, m: int, p: float) -> dict[str, Any]:
    return {"optimism": optimism(k, m, p) * _deviation(m, p)}


def _averaged(k: int, m: int, p: float) -> dict[str, Any]:
    return {"optimism": _deviation(m, p) / sqrt(k)}


MISTAKES = (
    Mistake("bound-for-mean", "This is the bound of the section, which the mean stays below: here it is clearly too "
            "large.", _bound),
    Mistake("one-deviation", "This is how far one model strays; it does not grow with the number of models.",
            _one_deviation),
    Mistake("averaged", "This is how far the mean of the models strays, but the lowest of them is chosen.",
            _averaged),
    Mistake("lowest-itself", "This is the lowest error itself; asked for is how far it lies below the true one.",
            _lowest),
    Mistake("sign-flipped", "The sign is wrong: the lowest error looks better than the true one.", _sign),
    Mistake("rows-forgotten", "This does not shrink with the number of validation rows, as it should.",
            _rows_forgotten),
    Mistake("variance-for-deviation", "The scale of this is a variance, where a deviation belongs.", _variance),
    Mistake("no-optimism", "You say that nothing is gained by choosing; the lowest of several is lower than "
            "their mean.", _nothing),
)  # fmt: skip

BEST_OF_K = ValueExercise(
    id="best_of_k",
    lesson=LESSON,
    title="Predict the optimism of the best of k",
    points=2,
    signature=("k", "m", "p"),
    parts=("optimism",),
    cases=(
        Case("ordinary numbers", _ordinary, share=4),
        Case("a pair of models", _pair, trials=2),
        Case("a single model", _one, trials=1),
    ),
    mistakes=pointed(MISTAKES, hints.BEST_OF),
    hints=hints.BEST_OF_HINTS,
    withheld=WITHHELD,
    shapes={"optimism": "one number"},
    reference=lambda k, m, p: {"optimism": optimism(k, m, p)},
    rtol=WITHIN,
    atol=DRAWN,
)
