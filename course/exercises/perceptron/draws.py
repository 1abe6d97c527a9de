"""What the exercises of lesson 01 share: what is withheld, the tolerance, and the numbers that inputs are made of.

Most are eighths of small whole numbers. Sums and products of those are exact in float64 and in float32,
in any order, so a loop, an einsum and a float32 answer all decide alike; ties are drawn on purpose.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from course.exercises.spec import Args, Array, Draw
from course.exercises.until import until

LESSON = "01_perceptron"
WITHHELD = frozenset(
    f"course.{name}"
    for name in ("perceptron", "margin", "sandwich", "gates", "losses", "graph", "network", "training", "mlp")
)
RTOL, ATOL = 1e-5, 1e-6
"""Looser than the default, so that an answer computed in float32 is right; no named mistake comes close."""

LEAST_MARGIN = 0.3
"""Keeps training runs short: at most (2 + R²)/0.09 updates."""


def eighths(rng: np.random.Generator, *shape: int, reach: int = 16) -> Array:
    """Numbers k/8 with whole k, |k| ≤ reach."""
    return rng.integers(-reach, reach + 1, size=shape) / 8


def signs(rng: np.random.Generator, n: int) -> Array:
    """n labels of -1 and +1."""
    return rng.choice([-1.0, 1.0], size=n)


def direction(rng: np.random.Generator, d: int) -> Array:
    """A weight vector of eighths that is neither short nor of length one."""
    return until(lambda: eighths(rng, d), lambda w: bool(w @ w > 0.5 and w @ w != 1.0))


def size(rng: np.random.Generator) -> tuple[int, int]:
    """n rows and d columns, n > d."""
    d = int(rng.integers(2, 5))
    return d + int(rng.integers(3, 8)), d


def separated(rng: np.random.Generator, n: int, d: int) -> tuple[Array, Array, Array]:
    """X (n, d), y (n,) and a w (d,) that separates them with a margin of at least `LEAST_MARGIN`."""
    w = direction(rng, d)
    least = LEAST_MARGIN * np.sqrt(w @ w)
    X = np.array([until(lambda: eighths(rng, d), lambda x: bool(abs(x @ w) >= least)) for _ in range(n)])
    return X, np.sign(X @ w), w


def orthogonal(rng: np.random.Generator, d: int) -> Array:
    """A weight vector of eighths and, below it, one at a right angle to it: (2, d)."""
    w, x = direction(rng, d), np.zeros(d)
    i = int(np.argmax(np.abs(w)))  # not zero, so x is not zero either
    j = (i + 1) % d
    x[i], x[j] = -w[j], w[i]
    return np.array([w, x])


def by_rule(draw: Callable[..., Args]) -> tuple[Draw, ...]:
    """The same inputs under each rule in turn."""
    return tuple(partial(draw, rule=rule) for rule in ("classic", "margin"))
