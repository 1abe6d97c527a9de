"""What the exercises of lesson 08 share: their lesson, what they withhold, and inputs of order 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from course.exercises.draws import normal, sizes
from course.exercises.spec import Args, Mistake

__all__ = ["APART", "ATOL", "LESSON", "RTOL", "WITHHELD", "all_apart", "normal", "sizes"]

LESSON = "08_training"

WITHHELD = frozenset(
    f"course.{name}"
    for name in (
        *("activations", "losses", "layers", "mlp", "network", "graph", "training", "ensemble", "early_stopping"),
        *("least_squares", "optimisers", "schedules", "clipping", "perceptron", "parameters", "initialise"),
        "widgets",
    )
)
"""The parts of the engine that hold an answer of this lesson: withheld while it is graded."""

RTOL, ATOL = 1e-5, 1e-7
"""Looser than the default, so that an answer computed in float32 is right; no named mistake comes close."""

APART = 1e-3
"""How far, at least, a named mistake is from the right answer, in every part that it gets wrong."""


def all_apart(args: Args, right: Mapping[str, Any], mistakes: Iterable[Mistake]) -> bool:
    """Whether no part of a mistake's answer is right by chance: else its marks would hang on the seed."""
    return all(_apart(value, right[part]) for each in mistakes for part, value in each.make(**args).items())


def _apart(made: Any, right: Any) -> bool:
    made, right = np.asarray(made), np.asarray(right)
    return made.shape != right.shape or bool(np.abs(made - right).max() > APART)
