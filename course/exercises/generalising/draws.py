"""What the exercises of lesson 09 share: their lesson, what they withhold, and inputs of order 1."""

from __future__ import annotations

import numpy as np

from course.exercises.draws import normal
from course.exercises.draws import sizes as between

__all__ = ["ATOL", "LESSON", "RTOL", "WITHHELD", "normal", "sizes"]

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
    """As `course.exercises.draws.sizes`, but at least 3: means and spreads are taken over the rows."""
    return between(rng, count, least, most)
