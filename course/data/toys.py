"""Two classes in the plane that no straight line parts: corners, moons and spirals.

X is (n, 2) and y (n,) holds the class, 0 or 1. The classes alternate, so any even head of the rows is balanced.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.numbers import count, not_negative

__all__ = ["moons", "spirals", "xor"]

Array = NDArray[Any]


def xor(rng: np.random.Generator, n: int, spread: float = 0.0) -> tuple[Array, Array]:
    """Points about the corners (±1, ±1); class 1 where the signs of the corner differ. The corners take turns.

    ``spread`` is the standard deviation of the normal noise on each coordinate; with 0, all points are corners.
    Raises InputError for n < 1 or a negative spread.
    """
    corners = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, 1.0], [1.0, -1.0]])
    i = np.arange(count("n", n)) % 4
    return _blurred(rng, corners[i], spread), i % 2


def moons(rng: np.random.Generator, n: int, spread: float = 0.1) -> tuple[Array, Array]:
    """Two half circles of radius 1, each with its end in the other's hollow; class 1 is the lower one.

    Angles are uniform, ``spread`` is the standard deviation of the noise on each coordinate. Raises InputError for
    n < 1 or a negative spread.
    """
    y = np.arange(count("n", n)) % 2
    angle = rng.uniform(0.0, np.pi, size=n)
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    X = np.where(y[:, None] == 0, upper, [1.0, 0.5] - upper)
    return _blurred(rng, X, spread), y


def spirals(rng: np.random.Generator, n: int, spread: float = 0.0, turns: float = 1.5) -> tuple[Array, Array]:
    """Two arms that wind round the origin, out to radius 1; class 1 is class 0 turned by half a circle.

    The radius is uniform on (0.1, 1) and grows with the angle, by 1 in ``turns`` turns. After K. Lang and
    M. Witbrock, "Learning to tell two spirals apart", Connectionist Models Summer School, 1988. Raises InputError
    for n < 1, or a negative spread or number of turns.
    """
    y = np.arange(count("n", n)) % 2
    radius = rng.uniform(0.1, 1.0, size=n)
    angle = 2 * np.pi * not_negative("turns", turns) * radius + np.pi * y
    return _blurred(rng, radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1), spread), y


def _blurred(rng: np.random.Generator, X: Array, spread: float) -> Array:
    return X + not_negative("spread", spread, hint="0.1") * rng.standard_normal(X.shape)
