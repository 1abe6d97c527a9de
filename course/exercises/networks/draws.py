"""What the exercises of lesson 02 share: sizes and entries, numbers read from an answer, what is withheld."""

from __future__ import annotations

import numpy as np

from course.exercises.draws import normal, sizes
from course.exercises.spec import Args, Array, Draw

__all__ = ["LARGEST", "LESSON", "WITHHELD", "always", "normal", "numbers", "row", "shaped", "sizes"]

LESSON = "02_mlp"
WITHHELD = frozenset(
    f"course.{name}"
    for name in (
        *("gates", "margin", "perceptron", "activations", "encodings", "parameters"),
        *("layers", "mlp", "network", "training", "ensemble", "graph", "losses", "least_squares", "widgets"),
    )
)
"""What holds an answer of this lesson, or a part of the engine that would work one out."""
LARGEST = 1e100
"""A number beyond this could not be added up."""


def always(args: Args) -> Draw:
    """The draw that gives the same arguments on every trial."""
    return lambda rng: dict(args)


def numbers(value: object, name: str, ndim: int) -> tuple[Array, str | None]:
    """``value`` as an array of ``ndim`` axes of finite numbers, or a sentence that says why it is not that.

    One number may come as an array of shape (1,).
    """
    nothing = np.zeros((0,) * ndim)
    try:
        array = np.asarray(value)
        if array.dtype.kind not in "fiub":
            raise TypeError
        array = array.astype(np.float64)
    except (TypeError, ValueError):
        return nothing, f"{name} is not made of real numbers"
    if ndim == 0 and array.shape == (1,):
        array = array.reshape(())
    if array.ndim != ndim:
        wanted = ("one number", "a vector", "a matrix")[ndim]
        return nothing, f"{name} should be {wanted}, and its shape is {array.shape}"
    if not np.isfinite(array).all() or np.abs(array).max(initial=0.0) > LARGEST:
        return nothing, f"{name} holds a number that is not finite, or too large to add up"
    return array, None


def shaped(value: object, name: str, shape: tuple[int, ...]) -> tuple[Array, str | None]:
    """As `numbers`, and of exactly this shape."""
    array, said = numbers(value, name, len(shape))
    if said is None and array.shape != shape:
        return np.zeros(shape), f"{name} should have the shape {shape}, and its shape is {array.shape}"
    return (np.zeros(shape), said) if said else (array, None)


def row(x: Array) -> str:
    """A row of zeros and ones as a person writes it: '(0, 1)'."""
    return f"({', '.join(f'{entry:g}' for entry in x)})"
