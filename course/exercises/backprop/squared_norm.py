"""`squared_norm_grads`: f(W, x) = ‖Wx‖², the smallest example with a matrix in it (cs231n's vectorised example)."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.exercises.backprop import hints
from course.exercises.backprop.draws import ENGINE, normal, size, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake


def _draw(rng: np.random.Generator, m: int, n: int) -> Args:
    return {"W": normal(rng, m, n), "x": normal(rng, n)}


def _ordinary(rng: np.random.Generator) -> Args:
    return _draw(rng, *sizes(rng, 2))


def _one_row(rng: np.random.Generator) -> Args:
    return _draw(rng, 1, size(rng))


def _one_column(rng: np.random.Generator) -> Args:
    return _draw(rng, size(rng), 1)


def _zero(rng: np.random.Generator) -> Args:
    args = _ordinary(rng)
    return {"W": args["W"], "x": np.zeros_like(args["x"])}


def _loss(W: Array, x: Array) -> Any:
    q = W @ x
    return q @ q


def _sign(W: Array, x: Array) -> dict[str, Array]:
    q = W @ x
    return {"dW": -2 * np.outer(q, x), "dx": -2 * W.T @ q}


def _half(W: Array, x: Array) -> dict[str, Array]:
    q = W @ x
    return {"dW": np.outer(q, x), "dx": W.T @ q}


def _transposed(W: Array, x: Array) -> dict[str, Array]:
    return {"dW": 2 * np.outer(x, W @ x)}


def _rows_mixed(W: Array, x: Array) -> dict[str, Array]:
    return {"dW": np.ones_like(W) * (2 * np.sum(W @ x) * x)}


def _upstream_ignored(W: Array, x: Array) -> dict[str, Array]:
    return {"dW": np.ones_like(W) * x, "dx": W.sum(axis=0)}


def _norm_unsquared(W: Array, x: Array) -> dict[str, Array]:
    q = W @ x
    unit = q / max(float(np.linalg.norm(q)), 1e-12)
    return {"dW": np.outer(unit, x), "dx": W.T @ unit}


def _unsummed(W: Array, x: Array) -> dict[str, Array]:
    return {"dx": 2 * W.T * (W @ x)}


def _square_kept(W: Array, x: Array) -> dict[str, Array]:
    q = W @ x
    return {"dW": 2 * np.outer(q**2, x), "dx": 2 * W.T @ q**2}


def _last_path(W: Array, x: Array) -> dict[str, Array]:
    return {"dx": 2 * W[-1] * (W[-1] @ x)}


def _entries_squared(W: Array, x: Array) -> dict[str, Array]:
    return {"dW": 2 * W * x**2, "dx": 2 * (W**2).sum(axis=0) * x}


MISTAKES = (
    Mistake("sign-flipped", "Both gradients have the wrong sign.", _sign),
    Mistake("missing-factor-2", "Both gradients are half of what they should be: the slope of a square is missing "
            "its factor.", _half),
    Mistake("transposed", "dW is the transpose of what it should be: its shape must be the shape of W.",
            _transposed),
    Mistake("rows-mixed", "Every row of dW is the same, as if each weight reached all entries of q; a weight "
            "reaches only the entry of its own row.", _rows_mixed),
    Mistake("upstream-ignored", "The gradient at q was left out: the result is the gradient of the plain sum of "
            "the entries of Wx.", _upstream_ignored),
    Mistake("norm-not-squared", "This is the gradient of the length ‖Wx‖ and not of its square.", _norm_unsquared),
    Mistake("not-summed", "dx still has one column an entry of q: the paths to one entry of x must be added.",
            _unsummed),
    Mistake("value-for-slope", "The square of q stands where the slope of the square belongs.", _square_kept),
    Mistake("last-path-only", "dx counts the path through the last entry of q alone; x reaches f by every entry.",
            _last_path),
    Mistake("cross-terms-missing", "The square was taken entry by entry of W and x; the products between different "
            "columns are missing.", _entries_squared),
)  # fmt: skip

SQUARED_NORM_GRADS = GradientExercise(
    id="squared_norm_grads",
    lesson="07_backprop",
    title="The squared length of Wx",
    points=3,
    signature=("W", "x"),
    parts=("dW", "dx"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=4),
        Case("W with one row", _one_row, share=1, trials=2),
        Case("W with one column", _one_column, share=1, trials=2),
        Case("x equal to zero", _zero, share=1, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.SQUARED_NORM),
    hints=hints.SQUARED_NORM_HINTS,
    withheld=ENGINE,
    shapes={"dW": "(m, n), as W", "dx": "(n,), as x"},
    loss=_loss,
    wrt={"dW": "W", "dx": "x"},
)
