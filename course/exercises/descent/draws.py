"""What the exercises of lesson 04 share: their lesson, what they withhold, and inputs of order 1."""

from __future__ import annotations

import numpy as np

from course.exercises.spec import Array

LESSON = "04_descent"

WITHHELD = frozenset(
    f"course.{name}"
    for name in (
        *("activations", "losses", "layers", "mlp", "network", "graph", "training", "ensemble", "early_stopping"),
        *("least_squares", "optimisers", "schedules", "clipping", "perceptron", "parameters", "widgets"),
    )
)
"""The parts of the engine that hold an answer of this lesson: withheld while it is graded."""

RTOL, ATOL = 1e-5, 1e-7
"""Looser than the default, so that an answer computed in float32 is right; no named mistake comes close."""


def sizes(rng: np.random.Generator, count: int, least: int = 2, most: int = 6) -> list[int]:
    """``count`` different sizes between ``least`` and ``most``, in random order: no table is square."""
    return [int(size) for size in rng.choice(np.arange(least, most + 1), size=count, replace=False)]


def normal(rng: np.random.Generator, *shape: int) -> Array:
    """Standard normal entries, none closer to 0 than 0.05, so that no entry of an answer vanishes by chance."""
    entries = rng.standard_normal(shape)
    return np.where(np.abs(entries) < 0.05, np.copysign(0.05, entries), entries)


def rate(rng: np.random.Generator) -> float:
    """A step size between 0.1 and 0.6."""
    return float(rng.uniform(0.1, 0.6))
