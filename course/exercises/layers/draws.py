"""What the exercises of lesson 10 share: their lesson, what they withhold, and inputs of order 1."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from course.exercises.spec import Array

LESSON = "10_layers"

WITHHELD = frozenset(
    f"course.{name}"
    for name in (
        *("activations", "losses", "layers", "mlp", "network", "graph", "training", "ensemble", "early_stopping"),
        *("least_squares", "optimisers", "widgets"),
    )
)
"""The parts of the engine that hold an answer of this lesson: withheld while it is graded."""

RTOL, ATOL = 1e-5, 1e-7
"""Looser than the default, so that a value computed in float32 is right; no named mistake comes close."""


def sizes(rng: np.random.Generator, count: int, least: int = 2, most: int = 6) -> list[int]:
    """``count`` different sizes between ``least`` and ``most``, in random order: no table is square."""
    return [int(size) for size in rng.choice(np.arange(least, most + 1), size=count, replace=False)]


def normal(rng: np.random.Generator, *shape: int) -> Array:
    """Standard normal entries, none closer to 0 than 0.05, so that no entry of an answer vanishes by chance."""
    entries = rng.standard_normal(shape)
    return np.where(np.abs(entries) < 0.05, np.copysign(0.05, entries), entries)


def windows(X: Array, k: int, stride: int) -> Array:
    """Every ``stride``-th window of length ``k`` along the rows of ``X`` (n, T): (n, places, k), a view."""
    return np.asarray(sliding_window_view(X, k, axis=1)[:, ::stride])


def places(T: int, k: int, stride: int) -> int:
    """How many windows of length ``k`` fit into ``T`` entries, each ``stride`` after the one before."""
    return (T - k) // stride + 1
