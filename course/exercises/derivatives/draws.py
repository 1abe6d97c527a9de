"""Inputs for the exercises of lesson 05, and what is withheld while they are graded."""

from __future__ import annotations

import numpy as np

from course.exercises.draws import normal, sizes
from course.exercises.spec import Array

__all__ = ["LESSON", "WITHHELD", "normal", "numbers", "sizes", "spread"]

LESSON = "05_derivatives"
WITHHELD = frozenset(
    f"course.{name}"
    for name in (
        *("activations", "losses", "layers", "mlp", "network", "training", "ensemble", "early_stopping"),
        *("graph", "least_squares", "widgets"),
    )
)
"""What differentiates, or measures for a lab what an exercise asks for."""


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
