"""Inputs for the exercises of lesson 05, and what is withheld while they are graded."""

from __future__ import annotations

import numpy as np

from course.exercises.spec import Array

LESSON = "05_derivatives"
WITHHELD = frozenset(
    f"course.{name}"
    for name in (
        *("activations", "losses", "layers", "mlp", "network", "training", "ensemble", "early_stopping"),
        *("graph", "least_squares", "widgets"),
    )
)
"""What differentiates, or measures for a lab what an exercise asks for."""


def sizes(rng: np.random.Generator, count: int) -> list[int]:
    """``count`` different sizes between 2 and 6, in random order: a transpose never has the right shape."""
    return [int(size) for size in rng.choice(np.arange(2, 7), size=count, replace=False)]


def normal(rng: np.random.Generator, *shape: int) -> Array:
    """Standard normal entries, none closer to 0 than 0.05, so that no slope vanishes by chance."""
    entries = rng.standard_normal(shape)
    return np.where(np.abs(entries) < 0.05, np.copysign(0.05, entries), entries)


def spread(rng: np.random.Generator, *shape: int, low: float = 0.5, high: float = 2.0) -> Array:
    """Entries of size between ``low`` and ``high``, spread evenly on a log scale, of either sign."""
    size = np.exp(rng.uniform(np.log(low), np.log(high), size=shape))
    return np.asarray(size * rng.choice([-1.0, 1.0], size=shape))


def numbers(value: object, name: str, shape: tuple[int, ...]) -> tuple[Array, str | None]:
    """``value`` as finite real numbers of this shape, or a sentence that says why it is not that."""
    nothing = np.zeros(shape)
    try:
        array = np.asarray(value)
        if array.dtype.kind not in "fiu":
            raise TypeError
        array = array.astype(np.float64)
    except (TypeError, ValueError):
        return nothing, f"{name} is not made of real numbers"
    if array.shape != shape:
        return nothing, f"{name} should have the shape {shape}, and its shape is {array.shape}"
    if not np.isfinite(array).all():
        return nothing, f"{name} holds a number that is not finite"
    return array, None
