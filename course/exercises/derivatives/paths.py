"""`paths_gradient`: a scalar made in five steps, where every variable reaches the end by more than one path.

p = w·x, q = x·x, u = p q, v = sin p and L = u + v. From w there are two paths, from x three: through p to u, through
p to v, and (x alone) through q to u.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.derivatives import hints
from course.exercises.derivatives.draws import LESSON, WITHHELD, normal
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake


def _draw(rng: np.random.Generator, n: int) -> Args:
    return {"w": normal(rng, n), "x": normal(rng, n)}


def _ordinary(rng: np.random.Generator) -> Args:
    return _draw(rng, int(rng.integers(2, 7)))


def _one_entry(rng: np.random.Generator) -> Args:
    return _draw(rng, 1)


def _right_angle(rng: np.random.Generator) -> Args:
    """w at a right angle to x, up to rounding: p is 0 there."""
    args = _draw(rng, 5)
    w, x = args["w"], args["x"]
    return {"w": w - (w @ x) / (x @ x) * x, "x": x}


def _product(w: Array, x: Array) -> Any:
    return np.sum(w * x) * np.sum(x * x)


def _sine(w: Array, x: Array) -> Any:
    return np.sin(np.sum(w * x))


def _loss(w: Array, x: Array) -> Any:
    return _product(w, x) + _sine(w, x)


Joint = Callable[[float, float], float]


def _mistake(
    *, at_p: Joint = lambda p, q: q + np.cos(p), at_q: Joint = lambda p, q: p, square: float = 2.0
) -> Callable[..., dict[str, Array]]:
    """The gradient with another slope of L in p or in q, or another factor in the slope of x·x."""

    def make(w: Array, x: Array) -> dict[str, Array]:
        p, q = float(w @ x), float(x @ x)
        dp, dq = at_p(p, q), at_q(p, q)
        return {"dw": dp * x, "dx": dp * w + square * dq * x}

    return make


def _dx(make: Callable[..., dict[str, Array]]) -> Callable[..., dict[str, Array]]:
    return lambda w, x: {"dx": make(w, x)["dx"]}


def _through_q_alone(w: Array, x: Array) -> dict[str, Array]:
    return {"dx": 2 * (w @ x) * x}


def _swapped(w: Array, x: Array) -> dict[str, Array]:
    p, q = float(w @ x), float(x @ x)
    dp = q + np.cos(p)
    return {"dw": dp * w, "dx": dp * x + 2 * p * x}


MISTAKES = (
    Mistake("sine-path-missing", "The path through the sine is missing: p reaches L by two ways.",
            _mistake(at_p=lambda p, q: q)),
    Mistake("product-path-missing", "The paths through the product are missing; only the sine's is there.",
            _mistake(at_p=lambda p, q: np.cos(p), at_q=lambda p, q: 0.0)),
    Mistake("q-path-missing", "dx lacks the path through q: x is in both p and q.", _dx(_mistake(square=0.0))),
    Mistake("last-path-only", "dx holds the path through q alone: was something overwritten instead of added?",
            _through_q_alone),
    Mistake("paths-multiplied", "Two paths that part at p were multiplied; along a path one multiplies, between "
            "paths one adds.", _mistake(at_p=lambda p, q: q * np.cos(p))),
    Mistake("factors-not-swapped", "The product hands each factor its own value, and should hand it the other's.",
            _mistake(at_p=lambda p, q: p + np.cos(p), at_q=lambda p, q: q)),
    Mistake("w-and-x-swapped", "From p on to w and x each was handed its own values: p moves with w as x says, and "
            "the other way round.", _swapped),
    Mistake("value-for-slope", "The sine's own value stands where its slope belongs.",
            _mistake(at_p=lambda p, q: q + np.sin(p))),
    Mistake("sine-sign", "The path through the sine has the wrong sign.", _mistake(at_p=lambda p, q: q - np.cos(p))),
    Mistake("square-missing-factor-2", "In dx the path through q is half of what it should be.",
            _dx(_mistake(square=1.0))),
    Mistake("outer-value-frozen", "In dx the path through q lacks the value of the product's other factor.",
            _dx(_mistake(at_q=lambda p, q: 1.0))),
)  # fmt: skip

PATHS_GRADIENT = GradientExercise(
    id="paths_gradient",
    lesson=LESSON,
    title="Five paths to one number",
    points=4,
    signature=("w", "x"),
    parts=("dw", "dx"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=4),
        Case("vectors with one entry", _one_entry, share=1, trials=2),
        Case("w at a right angle to x", _right_angle, share=1, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.PATHS),
    hints=hints.PATHS_HINTS,
    withheld=WITHHELD,
    shapes={"dw": "(n,), as w", "dx": "(n,), as x"},
    loss=_loss,
    wrt={"dw": "w", "dx": "x"},
    terms={"the product": _product, "the sine": _sine},
)
