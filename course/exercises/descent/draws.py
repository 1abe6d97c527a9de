"""What the exercises of lesson 04 share: their lesson, what they withhold, and inputs of order 1."""

from __future__ import annotations

import numpy as np

from course.exercises.draws import normal, sizes

__all__ = ["ATOL", "LESSON", "RTOL", "WITHHELD", "normal", "rate", "sizes"]

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


def rate(rng: np.random.Generator) -> float:
    """A step size between 0.1 and 0.6."""
    return float(rng.uniform(0.1, 0.6))
