"""`margin`: the signed margin of labelled rows under a weight vector."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from course.exercises.perceptron import hints
from course.exercises.perceptron.draws import (
    ATOL,
    LESSON,
    RTOL,
    WITHHELD,
    eighths,
    orthogonal,
    separated,
    signs,
    size,
)
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.until import until
from course.margin import signed_margin

_norm = partial(np.linalg.norm, axis=-1)


def margin_separated(rng: np.random.Generator) -> Args:
    """A w that separates: the margin is positive."""
    X, y, w = separated(rng, *size(rng))
    return {"X": X, "y": y, "w": w}


def margin_mixed(rng: np.random.Generator) -> Args:
    """Labels at random, at least one right and one wrong: the margin is negative."""
    X, right, w = separated(rng, *size(rng))
    y = until(lambda: signs(rng, len(X)), lambda y: bool((y == right).any() and (y != right).any()))
    return {"X": X, "y": y, "w": w}


def margin_wrong_side(rng: np.random.Generator) -> Args:
    """A separating w, but for one row of the other class; it may lie further from the plane than others."""
    X, y, w = separated(rng, *size(rng))
    y[int(rng.integers(len(y)))] *= -1
    return {"X": X, "y": y, "w": w}


def margin_one_row(rng: np.random.Generator) -> Args:
    """A single row."""
    X, y, w = separated(rng, 1, int(rng.integers(2, 5)))
    return {"X": X, "y": rng.choice([-1.0, 1.0]) * y, "w": w}


def margin_on_the_plane(rng: np.random.Generator) -> Args:
    """A separating w, but for one row that lies on its plane."""
    n, d = size(rng)
    w, x = orthogonal(rng, d)
    X = np.array([row for row in eighths(rng, 4 * n, d) if row @ w != 0][:n])
    y = np.sign(X @ w)
    return {"X": np.vstack([X, x]), "y": np.append(y, signs(rng, 1)), "w": w}


def _margin(kind: str, message: str, of: Callable[[Array, Array, Array], Any]) -> Mistake:
    return Mistake(kind, message, lambda X, y, w: {"margin": float(of(X, y, w))})


def _of_the_closest(X: Array, y: Array, w: Array) -> Any:
    closest = np.abs(X @ w).argmin()
    return y[closest] * (X[closest] @ w) / _norm(w)


MISTAKES = (
    _margin(
        "unsigned",
        "Your margin is a plain distance: a row on the wrong side must count as negative.",
        lambda X, y, w: np.abs(X @ w).min() / _norm(w),
    ),
    _margin(
        "closest-not-worst",
        "Your margin belongs to the row nearest the plane: a row far away on the wrong side is worse.",
        _of_the_closest,
    ),
    _margin(
        "not-normalised",
        "Your margin grows when w is made longer, though its plane stays where it is.",
        lambda X, y, w: (y * (X @ w)).min(),
    ),
    _margin(
        "length-squared",
        "Your margin shrinks when w is made longer: the length of w is divided out once too often.",
        lambda X, y, w: (y * (X @ w)).min() / _norm(w) ** 2,
    ),
    _margin(
        "labels-forgotten",
        "Your margin does not change when all labels are flipped: the labels are not used.",
        lambda X, y, w: (X @ w).min() / _norm(w),
    ),
    _margin(
        "mean-not-worst",
        "Your margin is an average over the rows: one bad row must be enough to spoil it.",
        lambda X, y, w: (y * (X @ w)).mean() / _norm(w),
    ),
    _margin(
        "best-not-worst",
        "Your margin belongs to the row that is furthest on its right side, not to the worst one.",
        lambda X, y, w: (y * (X @ w)).max() / _norm(w),
    ),
    _margin(
        "rows-normalised",
        "Your margin is a cosine: the lengths of the rows are divided out too, and they should stay in.",
        lambda X, y, w: (y * (X @ w) / np.maximum(_norm(X), 1e-300)).min() / _norm(w),
    ),
    _margin(
        "row-for-weights",
        "You divide by the length of each row, and the length of w stays in.",
        lambda X, y, w: (y * (X @ w) / np.maximum(_norm(X), 1e-300)).min(),
    ),
)


def _mixed(rng: np.random.Generator) -> Args:
    """Labels mixed such that the row nearest the plane is on the wrong side, and is not the worst.

    Else the plain distance and the signed value of the nearest row would be one number, and neither could be named.
    """

    def fits(args: Args) -> bool:
        reply = args["X"] @ args["w"]
        scores = args["y"] * reply
        return bool(scores.min() < scores[np.abs(reply).argmin()] < 0)

    return until(lambda: margin_mixed(rng), fits)


MARGIN = ValueExercise(
    id="margin",
    lesson=LESSON,
    title="The signed margin",
    points=2,
    signature=("X", "y", "w"),
    parts=("margin",),
    cases=(
        Case("ordinary inputs", (margin_separated, _mixed), share=3, trials=6),
        Case("one row on the wrong side", margin_wrong_side),
        Case("a single row", margin_one_row),
        Case("a row on the plane", margin_on_the_plane),
    ),
    mistakes=pointed(MISTAKES, hints.MARGIN),
    hints=hints.MARGIN_HINTS,
    withheld=WITHHELD,
    shapes={"margin": "one number"},
    reference=lambda X, y, w: {"margin": signed_margin(X, y, w)},
    rtol=RTOL,
    atol=ATOL,
)
