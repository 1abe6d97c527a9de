"""Inputs for the exercises of lesson 03, and what of the course is withheld while they are graded."""

from __future__ import annotations

import numpy as np

from course.exercises.backprop.draws import ENGINE as DIFFERENTIATES
from course.exercises.spec import Array

ENGINE = (
    DIFFERENTIATES
    | {"course.plots.losses", "course.widgets.softmax_bars"}
    | {f"course.widgets.{name}" for name in ("margin_fits", "margin_losses")}
)
"""All that holds a loss of this lesson or its gradient, the lesson's own pictures and labs included."""

EXTREME = 1000.0
"""e^1000 is far beyond float64."""

RTOL, ATOL = 1e-5, 1e-6
"""Looser than the default, so that a value computed in float32 is right; no named mistake comes close."""


def signs(rng: np.random.Generator, n: int) -> Array:
    """``n`` labels of -1 and +1; both occur where there are two rows."""
    y = rng.choice([-1.0, 1.0], size=n)
    y[:2] = rng.permutation([-1.0, 1.0])[: len(y[:2])]
    return y


def bits(rng: np.random.Generator, n: int) -> Array:
    """``n`` labels of 0 and 1; both occur where there are two rows."""
    return (signs(rng, n) + 1.0) / 2.0


def huge_logits(rng: np.random.Generator, n: int, k: int) -> Array:
    """Logits (n, k) near ±1,000, k of 3 or more, fit for checks in float32 as well.

    Each row has two large logits of one size, so that its probabilities are not all 0 and 1, and some that are
    2,000 below. The first row has none that is large: what a row is shifted by must be its own.
    """
    signs_of = np.where(rng.random((n, k)) < 0.5, -1.0, 1.0)
    signs_of[:, :2], signs_of[:, 2] = 1.0, -1.0
    signs_of[0] = -1.0
    # Eighths are exact in float32 too, also beside a thousand.
    return EXTREME * signs_of + rng.integers(-16, 17, size=(n, k)) / 8
