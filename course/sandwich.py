"""The two walls of the mistake-bound proof along one training run: m·γ ≤ w*ᵀw ≤ ‖w‖ ≤ ceiling.

Each update lifts the floor by γ, while the ceiling grows only like √m; where they meet, learning is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from course.labelled import Array, rows_and_signs, weights
from course.margin import mistake_bound, radius, signed_margin
from course.perceptron import Rule, Run


@dataclass(frozen=True)
class Sandwich:
    """What the proof compares, after m = 0, 1, … updates. Every array has shape (m + 1,)."""

    rule: Rule
    gamma: float
    R: float
    bound: float
    """The number of updates that the run cannot exceed."""
    count: Array
    """m itself."""
    floor: Array
    """m·γ."""
    progress: Array
    """w*ᵀw, the part of w along the best separator."""
    norm: Array
    """‖w‖."""
    ceiling: Array
    """√(m(2 + R²)), or √m·R for the classic rule."""
    margin: Array
    """The signed margin of w on the rows; NaN at the start, where w = 0 has none."""


def sandwich(run: Run, X: Any, y: Any, w_star: Any, gamma: float) -> Sandwich:
    """Lay the walls beside a run on X (n, d), y (n,), with the best separator w_star (d,) and its margin γ.

    Raises
    ------
    InputError
        For arrays that do not fit, or γ ≤ 0.
    """
    X, y = rows_and_signs(X, y)
    w_star = weights(w_star, X.shape[1])
    path = run.path
    count = np.arange(len(path), dtype=np.float64)
    return Sandwich(
        rule=run.rule,
        gamma=gamma,
        R=radius(X),
        bound=mistake_bound(X, gamma, run.rule),
        count=count,
        floor=count * gamma,
        progress=path @ w_star,
        norm=np.sqrt((path**2).sum(axis=1)),
        ceiling=ceiling(count, radius(X), run.rule),
        margin=np.array([signed_margin(X, y, w) if w.any() else np.nan for w in path]),
    )


def ceiling(count: Any, R: float, rule: Rule) -> Any:
    """The most that ‖w‖ can be after m updates from zero: √(m(2 + R²)) ("margin") or √m·R ("classic")."""
    return np.sqrt(count * ((2.0 if rule == "margin" else 0.0) + R**2))
