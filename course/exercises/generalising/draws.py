"""What the exercises of lesson 09 share: their lesson, what they withhold, and inputs of order 1."""

from __future__ import annotations

import numpy as np

from course.exercises.spec import Array

LESSON = "09_generalising"

WITHHELD = frozenset(
    f"course.{name}"
    for name in (
        *("activations", "losses", "layers", "mlp", "network", "graph", "training", "ensemble", "early_stopping"),
        *("least_squares", "optimisers", "widgets", "plots.generalising"),
    )
)
"""The parts of the engine that hold an answer of this lesson: withheld while it is graded."""

RTOL, ATOL = 1e-5, 1e-7
"""Looser than the default, so that an answer computed in float32 is right; no named mistake comes close."""


def sizes(rng: np.random.Generator, count: int, least: int = 3, most: int = 7) -> list[int]:
    """``count`` different sizes between ``least`` and ``most``, in random order: no table is square."""
    return [int(size) for size in rng.choice(np.arange(least, most + 1), size=count, replace=False)]


def normal(rng: np.random.Generator, *shape: int) -> Array:
    """Standard normal entries, none closer to 0 than 0.05, so that no entry of an answer vanishes by chance."""
    entries = rng.standard_normal(shape)
    return np.where(np.abs(entries) < 0.05, np.copysign(0.05, entries), entries)
