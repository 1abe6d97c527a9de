"""`central_difference`: the whole numeric gradient of a scalar function of a matrix, with a step that is given.

The step is large on purpose: then the central difference, the forward difference and the exact slope are three
different numbers.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.exercises.derivatives import hints
from course.exercises.derivatives.draws import LESSON, WITHHELD, normal, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise


def _draw(rng: np.random.Generator, n: int, out: int, into: int, low: float = 0.1, high: float = 0.6) -> Args:
    return {"W": normal(rng, out, into), "X": normal(rng, n, into), "h": float(rng.uniform(low, high))}


def _ordinary(rng: np.random.Generator) -> Args:
    n, out, into = sizes(rng, 3)
    return _draw(rng, n, out, into)


def _one_weight(rng: np.random.Generator) -> Args:
    return _draw(rng, sizes(rng, 1)[0], 1, 1)


def _one_row(rng: np.random.Generator) -> Args:
    out, into = sizes(rng, 2)
    return _draw(rng, 1, out, into)


def _small_step(rng: np.random.Generator) -> Args:
    n, out, into = sizes(rng, 3)
    return _draw(rng, n, out, into, low=1e-4, high=1e-3)


def f(W: Array, X: Array) -> float:
    """Σ sin(X Wᵀ) over all rows and units: one number."""
    return float(np.sin(X @ W.T).sum())


def slopes(W: Array, X: Array, up: float, down: float) -> Array:
    """(f(W + up·E) − f(W + down·E)) / (up − down) for every entry, E being 1 there and 0 elsewhere."""
    found = np.zeros_like(W)
    for index in np.ndindex(W.shape):
        E = np.zeros_like(W)
        E[index] = 1.0
        found[index] = (f(W + up * E, X) - f(W + down * E, X)) / (up - down)
    return found


def central(W: Array, X: Array, h: float) -> dict[str, Array]:
    """The central differences with step h, shaped as W."""
    return {"dW": slopes(W, X, h, -h)}


def _scaled(factor: float) -> Callable[..., dict[str, Array]]:
    return lambda W, X, h: {"dW": factor * central(W, X, h)["dW"]}


def _forward(W: Array, X: Array, h: float) -> dict[str, Array]:
    return {"dW": slopes(W, X, h, 0.0)}


def _backward(W: Array, X: Array, h: float) -> dict[str, Array]:
    return {"dW": slopes(W, X, 0.0, -h)}


def _half_the_step(W: Array, X: Array, h: float) -> dict[str, Array]:
    return {"dW": slopes(W, X, h / 2, -h / 2)}


def _all_at_once(W: Array, X: Array, h: float) -> dict[str, Array]:
    return {"dW": np.full_like(W, (f(W + h, X) - f(W - h, X)) / (2 * h))}


def _rows_at_once(W: Array, X: Array, h: float) -> dict[str, Array]:
    found = np.zeros_like(W)
    for k in range(len(W)):
        step = np.zeros_like(W)
        step[k] = h
        found[k] = (f(W + step, X) - f(W - step, X)) / (2 * h)
    return {"dW": found}


def _never_put_back(W: Array, X: Array, h: float) -> dict[str, Array]:
    moved, found = W.copy(), np.zeros_like(W)
    for index in np.ndindex(W.shape):
        moved[index] += h
        above = f(moved, X)
        moved[index] -= 2 * h
        found[index] = (above - f(moved, X)) / (2 * h)
    return {"dW": found}


def _the_limit(W: Array, X: Array, h: float) -> dict[str, Array]:
    return {"dW": np.cos(X @ W.T).T @ X}


def _averaged(W: Array, X: Array, h: float) -> dict[str, Array]:
    return {"dW": central(W, X, h)["dW"] / (len(X) * len(W))}


def _averaged_over_examples(W: Array, X: Array, h: float) -> dict[str, Array]:
    return {"dW": central(W, X, h)["dW"] / len(X)}


MISTAKES = (
    Mistake("sign-flipped", "Every entry has the wrong sign: it is f above minus f below.", _scaled(-1.0)),
    Mistake("divided-by-h", "Every entry is twice what it should be: look how far apart the points are.",
            _scaled(2.0)),
    Mistake("not-divided", "The difference of the two values was not divided by how far apart the points are.",
            lambda W, X, h: {"dW": 2 * h * central(W, X, h)["dW"]}),
    Mistake("one-sided", "This is the forward difference: it looks above W and never below.", _forward),
    Mistake("one-sided-below", "This is the backward difference: it looks below W and never above.", _backward),
    Mistake("averaged", "f is the mean over examples and units here; asked for is the sum over both.", _averaged),
    Mistake("averaged-over-examples", "f is averaged over the examples here; asked for is the sum.",
            _averaged_over_examples),
    Mistake("half-the-step", "The two points lie h apart; each should lie h from W.", _half_the_step),
    Mistake("all-at-once", "Every entry is the same: the whole of W was nudged, and not one entry at a time.",
            _all_at_once),
    Mistake("rows-at-once", "All entries of a row are the same: whole rows of W were nudged.", _rows_at_once),
    Mistake("nudge-not-taken-back", "Only the first entry starts from W: after each nudge the entry was left where "
            "it was.", _never_put_back),
    Mistake("the-limit", "This is the exact slope, for a step that shrinks to 0; h is not that small.", _the_limit),
)  # fmt: skip

CENTRAL_DIFFERENCE = ValueExercise(
    id="central_difference",
    lesson=LESSON,
    title="A whole gradient by central differences",
    points=3,
    signature=("W", "X", "h"),
    parts=("dW",),
    cases=(
        Case("ordinary inputs", _ordinary, share=4),
        Case("a single weight", _one_weight, share=1, trials=2),
        Case("a single row", _one_row, share=1, trials=2),
        Case("a small step", _small_step, share=1, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.CENTRAL),
    hints=hints.CENTRAL_HINTS,
    withheld=WITHHELD,
    shapes={"dW": "(out, in), as W"},
    reference=central,
    atol=1e-8,
)
