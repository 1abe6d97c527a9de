"""Inputs for gradient exercises: entries of order 1, and sizes that are never square.

Tiny weights hide bugs (every activation is a straight line near 0), and square matrices hide transposes.
"""

from __future__ import annotations

import numpy as np

from course.exercises.draws import normal, sizes

__all__ = ["ENGINE", "labels", "normal", "size", "sizes"]

ENGINE = frozenset(
    f"course.{name}"
    for name in (
        *("activations", "losses", "layers", "mlp", "network", "training", "ensemble", "early_stopping"),
        *("graph", "least_squares"),
    )
)
"""The parts of the engine that hold an answer of this lesson: withheld while it is graded."""


def size(rng: np.random.Generator) -> int:
    """One size between 2 and 6."""
    return sizes(rng, 1)[0]


def labels(rng: np.random.Generator, n: int, classes: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """``n`` class indices 0..classes-1."""
    return rng.integers(0, classes, size=n)
