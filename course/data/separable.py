"""Toy data whose difficulty is known: rows with a margin and a radius that are exact by construction."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.errors import InputError
from course.labelled import Array, real

__all__ = ["planted", "with_bias"]


def planted(
    rng: np.random.Generator, n: int, d: int, gamma: float, R: float = 1.0
) -> tuple[Array, Array, Array]:
    """Draw n rows with best margin exactly γ and largest norm exactly R.

    Returns X (n, d), y (n,) and w_star (d,), the unit vector of the best separator. Two of the rows
    are planted at γ·w* ± u (turned to their labels), u orthogonal to w*: γ·w* is their mean, so no w keeps
    both further away than w* does. The others lie in the ball of radius R, uniformly, at least γ from the
    plane, on a random side each.

    Raises
    ------
    InputError
        Unless 0 < γ < R, n ≥ 2 and d ≥ 2.
    """
    if not (0 < gamma < R and n >= 2 and d >= 2):
        got = f"gamma={gamma:g}, R={R:g}, n={n}, d={d}"
        raise InputError(
            "planted", expected="0 < gamma < R, n >= 2, d >= 2", got=got, hint="gamma=0.2, R=1.0"
        )
    w_star = _unit(rng, d)
    across = _unit(rng, d)
    across -= (across @ w_star) * w_star
    across *= np.sqrt(R**2 - gamma**2) / np.sqrt(across @ across)
    turned = np.array(
        [gamma * w_star + across, gamma * w_star - across, *_ball(rng, n - 2, w_star, gamma, R)]
    )
    y = rng.choice([-1.0, 1.0], size=n)
    order = rng.permutation(n)
    return (y[:, None] * turned)[order], y[order], w_star


def with_bias(X: Any, constant: float = 1.0) -> Array:
    """Put a column that holds ``constant`` before X (n, d): (n, d + 1). Its weight acts as the bias."""
    X = real("X", X)
    return np.column_stack([np.full(len(X), constant), X])


def _unit(rng: np.random.Generator, d: int) -> Array:
    direction = rng.normal(size=d)
    return np.asarray(direction / np.sqrt(direction @ direction))


def _ball(rng: np.random.Generator, n: int, w_star: Array, gamma: float, R: float) -> list[Array]:
    """n points of the ball, each turned to the positive side of w* and at least γ from its plane."""
    points: list[Array] = []
    while len(points) < n:
        point = R * rng.uniform() ** (1 / len(w_star)) * _unit(rng, len(w_star))
        height = float(point @ w_star)
        if abs(height) >= gamma:
            points.append(point if height > 0 else -point)
    return points
