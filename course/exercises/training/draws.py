"""What the exercises of lesson 08 share: their lesson, what they withhold, and inputs of order 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from course.exercises.spec import Args, Array, Mistake

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


def sizes(rng: np.random.Generator, count: int, least: int = 2, most: int = 6) -> list[int]:
    """``count`` different sizes between ``least`` and ``most``, in random order: no table is square."""
    return [int(size) for size in rng.choice(np.arange(least, most + 1), size=count, replace=False)]


def normal(rng: np.random.Generator, *shape: int) -> Array:
    """Standard normal entries, none closer to 0 than 0.05, so that no entry of an answer vanishes by chance."""
    entries = rng.standard_normal(shape)
    return np.where(np.abs(entries) < 0.05, np.copysign(0.05, entries), entries)


def all_apart(args: Args, right: Mapping[str, Any], mistakes: Iterable[Mistake]) -> bool:
    """Whether no part of a mistake's answer is right by chance: else its marks would hang on the seed."""
    return all(_apart(value, right[part]) for each in mistakes for part, value in each.make(**args).items())


def _apart(made: Any, right: Any) -> bool:
    made, right = np.asarray(made), np.asarray(right)
    return made.shape != right.shape or bool(np.abs(made - right).max() > APART)
