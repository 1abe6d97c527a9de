"""Sizes and entries as most exercises draw them: no table is square, and entries are of order 1.

Square matrices hide transposes; tiny weights hide bugs, since a smooth activation is a straight line near 0.
"""

from __future__ import annotations

import numpy as np

from course.exercises.spec import Array

LEAST = 0.05
"""No entry is closer to 0, so that no slope and no entry of an answer vanishes by chance."""


def sizes(rng: np.random.Generator, count: int, least: int = 2, most: int = 6) -> list[int]:
    """``count`` different sizes between ``least`` and ``most``, in random order."""
    return [int(size) for size in rng.choice(np.arange(least, most + 1), size=count, replace=False)]


def normal(rng: np.random.Generator, *shape: int) -> Array:
    """Standard normal entries of this shape; those closer to 0 than `LEAST` are moved out to it."""
    entries = rng.standard_normal(shape)
    return np.where(np.abs(entries) < LEAST, np.copysign(LEAST, entries), entries)
