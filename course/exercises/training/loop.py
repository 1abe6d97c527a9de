"""`sgd_digits`: a training loop in which gradients pile up from batch to batch. It runs, and it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.training import hints
from course.exercises.training.draws import ATOL, LESSON, RTOL, WITHHELD, all_apart, normal
from course.exercises.until import until

Rows = NDArray[np.int64]


def _draw(rng: np.random.Generator, n: int, size: int) -> Args:
    d, k = 2, 3
    if rng.integers(2):
        d, k = 4, 3
    y = np.concatenate([np.arange(k), rng.integers(0, k, n - k)])
    return {"W": normal(rng, k, d), "b": normal(rng, k), "X": normal(rng, n, d), "y": rng.permutation(y),
            "alpha": float(rng.uniform(0.3, 0.9)), "size": size, "order": rng.permutation(n)}  # fmt: skip


def _ragged(rng: np.random.Generator) -> Args:
    """A last batch that is not full, and an order that is no slip's by chance."""

    def draw() -> Args:
        size = int(rng.integers(2, 4))
        return _draw(rng, 3 * size + 1, size)

    return until(draw, lambda args: all_apart(args, _epoch(**args), MISTAKES))


def _even(rng: np.random.Generator) -> Args:
    return _draw(rng, 8, 4)


def _one_batch(rng: np.random.Generator) -> Args:
    return _draw(rng, 5, 5)


def _softmax(Z: Array) -> Array:
    powers = np.exp(Z - Z.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _epoch(
    W: Array, b: Array, X: Array, y: Array, alpha: float, size: int, order: Rows, *,
    keeps: tuple[float, float] = (0.0, 0.0), mean: Callable[[int, int, int], int] = lambda got, size, n: got,
    stale: bool = False, labels: Callable[[Rows, int], Rows] = lambda rows, start: rows,
) -> dict[str, Array]:  # fmt: skip
    """One epoch; ``keeps`` is how much of the last gradients (of W, of b) each new one is added to."""
    dW, db, first = np.zeros_like(W), np.zeros_like(b), (W, b)
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        seen_W, seen_b = first if stale else (W, b)
        dZ = _softmax(X[rows] @ seen_W.T + seen_b) - np.eye(len(b))[y[labels(rows, start)]]
        dZ = dZ / mean(len(rows), size, len(X))
        dW, db = keeps[0] * dW + dZ.T @ X[rows], keeps[1] * db + dZ.sum(axis=0)
        W, b = W - alpha * dW, b - alpha * db
    return {"W": W, "b": b}


def _with(**slip: Any) -> Callable[..., dict[str, Array]]:
    return lambda W, b, X, y, alpha, size, order: _epoch(W, b, X, y, alpha, size, order, **slip)


def _on(rows: Callable[[Rows, int], Rows]) -> Callable[..., dict[str, Array]]:
    """The loop over another order of rows."""
    return lambda W, b, X, y, alpha, size, order: _epoch(W, b, X, y, alpha, size, rows(order, size))


def _uphill(W: Array, b: Array, X: Array, y: Array, alpha: float, size: int, order: Rows) -> dict[str, Array]:
    return _epoch(W, b, X, y, -alpha, size, order)


MISTAKES = (
    Mistake("piles-up", "The first step is right and the later ones are not: so this is still the loop as it was "
            "given out, or one that does the same.", _with(keeps=(1.0, 1.0))),
    Mistake("weights-pile-up", "The gradient of b starts anew in each batch, and that of W does not.",
            _with(keeps=(1.0, 0.0))),
    Mistake("biases-pile-up", "The gradient of W starts anew in each batch, and that of b does not.",
            _with(keeps=(0.0, 1.0))),
    Mistake("stale-weights", "Every gradient is taken at the weights from before the epoch; each batch must see the "
            "steps before it.", _with(stale=True)),
    Mistake("last-batch-by-size", "The last batch is not full, and its mean is taken as if it were.",
            _with(mean=lambda got, size, n: size)),
    Mistake("missing-mean", "The slopes of a batch are added up; the loss is their mean.",
            _with(mean=lambda got, size, n: 1)),
    Mistake("divided-by-n", "You divide by the number of all examples; the mean is over the batch.",
            _with(mean=lambda got, size, n: n)),
    Mistake("last-batch-dropped", "The last batch, which is not full, is left out.",
            _on(lambda order, size: order[: len(order) // size * size])),
    Mistake("first-batch-only", "The loop ends after its first batch.", _on(lambda order, size: order[:size])),
    Mistake("order-not-used", "The examples come in their own order and not in the one asked for.",
            _on(lambda order, size: np.arange(len(order)))),
    Mistake("labels-not-shuffled", "The rows follow the order, and the labels do not.",
            _with(labels=lambda rows, start: np.arange(start, start + len(rows)))),
    Mistake("uphill", "Each step goes up the slope of its batch's loss.", _uphill),
)  # fmt: skip

SGD_DIGITS = ValueExercise(
    id="sgd_digits",
    lesson=LESSON,
    title="Mend a training loop",
    points=2,
    signature=("W", "b", "X", "y", "alpha", "size", "order"),
    parts=("W", "b"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ragged, share=4),
        Case("batches that are all full", _even, trials=2),
        Case("one batch of everything", _one_batch, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.LOOP),
    hints=hints.LOOP_HINTS,
    withheld=WITHHELD,
    shapes={"W": "(k, d), as W", "b": "(k,), as b"},
    all_or_nothing=True,  # with one batch the planted bug does not show
    reference=_epoch,
    rtol=RTOL,
    atol=ATOL,
)
