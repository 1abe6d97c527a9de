"""`sgd_epoch`: the slide's training loop, read literally, looks at one example and learns from another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.exercises.descent import hints
from course.exercises.descent.draws import ATOL, LESSON, RTOL, WITHHELD, normal
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.until import until

Rows = NDArray[np.int64]


def _draw(rng: np.random.Generator, order: Callable[[int], Rows]) -> Args:
    n, d = int(rng.integers(5, 8)), int(rng.integers(2, 5))
    return {"w": normal(rng, d), "X": normal(rng, n, d), "y": 2 * normal(rng, n),
            "alpha": float(rng.uniform(0.05, 0.2)), "order": order(n)}  # fmt: skip


def _shuffled(rng: np.random.Generator) -> Args:
    """An order in which no example comes at its own place: so no slip is right by chance."""
    return _draw(
        rng, lambda n: until(lambda: rng.permutation(n), lambda order: bool((order != np.arange(n)).all()))
    )


def _in_turn(rng: np.random.Generator) -> Args:
    return _draw(rng, np.arange)


def _some(rng: np.random.Generator) -> Args:
    return _draw(rng, lambda n: rng.permutation(n)[: n - 2])


def _epoch(
    w: Array, X: Array, y: Array, alpha: float, order: Rows, *,
    forward: Callable[[int, int], int] = lambda d, i: i,
    backward: Callable[[int, int], int] = lambda d, i: i,
    target: Callable[[int, int], int] = lambda d, i: i,
    scale: float = 2.0,
) -> dict[str, Any]:  # fmt: skip
    """An epoch; at place d of the order stands i, and each of the three may take another example's row."""
    for d, i in enumerate(order.tolist()):
        residual = X[forward(d, i)] @ w - y[target(d, i)]
        w = w - scale * alpha * residual * X[backward(d, i)]
    return {"w": w}


def _place(d: int, i: int) -> int:
    return d


def _loop(**slip: Any) -> Callable[..., dict[str, Any]]:
    return lambda w, X, y, alpha, order: _epoch(w, X, y, alpha, order, **slip)


def _from_the_start(w: Array, X: Array, y: Array, alpha: float, order: Rows) -> dict[str, Any]:
    return {"w": w - 2 * alpha * X[order].T @ (X[order] @ w - y[order])}


def _divided(w: Array, X: Array, y: Array, alpha: float, order: Rows) -> dict[str, Any]:
    return _epoch(w, X, y, alpha / len(y), order)


def _first_alone(w: Array, X: Array, y: Array, alpha: float, order: Rows) -> dict[str, Any]:
    return _epoch(w, X, y, alpha, order[:1])


def _backwards(w: Array, X: Array, y: Array, alpha: float, order: Rows) -> dict[str, Any]:
    return _epoch(w, X, y, alpha, order[::-1])


MISTAKES = (
    Mistake("place-for-example", "The weights are right on the order 0, 1, 2, … alone. So this is still the loop as "
            "it was given out, or one that does the same.", _loop(forward=_place, backward=_place)),
    Mistake("forward-not-mended", "The update uses the right row now, but the prediction is made from another "
            "example's row.", _loop(forward=_place)),
    Mistake("backward-not-mended", "The prediction uses the right row now, but the gradient multiplies by another "
            "example's row.", _loop(backward=_place)),
    Mistake("order-not-used", "Row and label belong together now, but the examples come in their own order and not "
            "in the one asked for.", _loop(forward=_place, backward=_place, target=_place)),
    Mistake("targets-moved", "The rows follow the order now, and the labels do not.", _loop(target=_place)),
    Mistake("weights-of-the-start", "Every gradient is taken at the weights from before the epoch; each example "
            "must see the steps before it.", _from_the_start),
    Mistake("divided-by-n", "Each step is divided by the number of examples; a step here belongs to one example, "
            "and nothing is averaged.", _divided),
    Mistake("one-example-only", "The loop ends after its first example.", _first_alone),
    Mistake("order-reversed", "The examples come in the reverse of the order asked for.", _backwards),
    Mistake("uphill", "Each step goes up the slope of its example's loss.", _loop(scale=-2.0)),
    Mistake("missing-factor-2", "The steps are half as long as they should be: the slope of a square is missing its "
            "factor.", _loop(scale=1.0)),
)  # fmt: skip

SGD_EPOCH = ValueExercise(
    id="sgd_epoch",
    lesson=LESSON,
    title="The slide says: forward with (d), update with (i)",
    points=2,
    signature=("w", "X", "y", "alpha", "order"),
    parts=("w",),
    cases=(
        Case("a shuffled order", _shuffled, share=4),
        Case("the order 0, 1, 2, …", _in_turn),
        Case("an order that leaves two examples out", _some),
    ),
    mistakes=pointed(MISTAKES, hints.EPOCH),
    hints=hints.EPOCH_HINTS,
    withheld=WITHHELD,
    shapes={"w": "(d,), as w"},
    all_or_nothing=True,  # on the order 0, 1, 2, … the planted bug is right
    reference=_epoch,
    rtol=RTOL,
    atol=ATOL,
)
