"""Inputs for gradient exercises: entries of order 1, and sizes that are never square.

Tiny weights hide bugs (every activation is a straight line near 0), and square matrices hide transposes.
"""

from __future__ import annotations

import numpy as np

from course.exercises.spec import Array

ENGINE = frozenset(
    f"course.{name}"
    for name in (
        *("activations", "losses", "layers", "mlp", "network", "training", "ensemble", "early_stopping"),
        *("graph", "least_squares"),
    )
)
"""The parts of the engine that hold an answer of this lesson: withheld while it is graded."""


def sizes(rng: np.random.Generator, count: int) -> list[int]:
    """``count`` different sizes between 2 and 6, in random order."""
    return [int(size) for size in rng.choice(np.arange(2, 7), size=count, replace=False)]


def size(rng: np.random.Generator) -> int:
    """One size between 2 and 6."""
    return sizes(rng, 1)[0]


def normal(rng: np.random.Generator, *shape: int) -> Array:
    """Standard normal entries, none closer to 0 than 0.05, so that no entry of an answer vanishes by chance."""
    entries = rng.standard_normal(shape)
    return np.where(np.abs(entries) < 0.05, np.copysign(0.05, entries), entries)


def labels(rng: np.random.Generator, n: int, classes: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """``n`` class indices 0..classes-1."""
    return rng.integers(0, classes, size=n)
