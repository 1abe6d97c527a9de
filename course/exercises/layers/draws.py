"""What the exercises of lesson 10 share: their lesson, what they withhold, and inputs of order 1."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from course.exercises.draws import normal, sizes
from course.exercises.spec import Array

__all__ = ["ATOL", "LESSON", "RTOL", "WITHHELD", "normal", "places", "sizes", "windows"]

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


def windows(X: Array, k: int, stride: int) -> Array:
    """Every ``stride``-th window of length ``k`` along the rows of ``X`` (n, T): (n, places, k), a view."""
    return np.asarray(sliding_window_view(X, k, axis=1)[:, ::stride])


def places(T: int, k: int, stride: int) -> int:
    """How many windows of length ``k`` fit into ``T`` entries, each ``stride`` after the one before."""
    return (T - k) // stride + 1
