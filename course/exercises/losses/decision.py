"""`decision_rule`: the class that a network chooses, from the scores of its last affine layer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.backprop.draws import normal, sizes
from course.exercises.losses import hints
from course.exercises.losses.draws import ENGINE
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.until import until

Classes = np.ndarray[Any, np.dtype[np.int64]]
LEAST_LEAD = 0.02
"""The best score is ahead by so much in every row: rounding decides nothing."""


def _hidden(W1: Array, b1: Array, X: Array) -> Array:
    return np.maximum(X @ W1.T + b1, 0.0)


def scores(W1: Array, b1: Array, W2: Array, b2: Array, X: Array) -> Array:
    """The outputs (n, k) of the final affine layer."""
    return np.asarray(_hidden(W1, b1, X) @ W2.T + b2)


def _mistake(choose: Callable[[Array, Array, Array, Array, Array], Any]) -> Callable[..., dict[str, Any]]:
    return lambda W1, b1, W2, b2, X: {"classes": choose(W1, b1, W2, b2, X)}


def _best(S: Array) -> Classes:
    return np.asarray(S.argmax(axis=1))


def _no_index(W1: Array, b1: Array, W2: Array, b2: Array, X: Array) -> Classes:
    return np.full(len(X), _best(scores(W1, b1, W2, b2, X[:1]))[0])


MISTAKES = (
    Mistake("the-slide", "These are the places of the largest hidden units; their number need not be that of the "
            "classes.", _mistake(lambda W1, b1, W2, b2, X: _best(_hidden(W1, b1, X)))),
    Mistake("one-input-for-all", "Every row gets the class of the first one: the scores belong to one input each.",
            _mistake(_no_index)),
    Mistake("bias-forgotten", "The last layer's bias is missing, and it may turn a decision.",
            _mistake(lambda W1, b1, W2, b2, X: _best(scores(W1, b1, W2, 0 * b2, X)))),
    Mistake("hidden-bias-forgotten", "The hidden layer's bias is missing.",
            _mistake(lambda W1, b1, W2, b2, X: _best(scores(W1, 0 * b1, W2, b2, X)))),
    Mistake("activation-on-the-scores", "The scores went through a ReLU: where all are negative nothing is left to "
            "compare.", _mistake(lambda W1, b1, W2, b2, X: _best(np.maximum(scores(W1, b1, W2, b2, X), 0.0)))),
    Mistake("activation-missing", "The hidden layer's ReLU is missing.",
            _mistake(lambda W1, b1, W2, b2, X: _best((X @ W1.T + b1) @ W2.T + b2))),
    Mistake("lowest-score", "The class with the lowest score is chosen.",
            _mistake(lambda W1, b1, W2, b2, X: scores(W1, b1, W2, b2, X).argmin(axis=1))),
    Mistake("largest-size", "The score of the largest size is chosen, also where it is negative.",
            _mistake(lambda W1, b1, W2, b2, X: _best(np.abs(scores(W1, b1, W2, b2, X))))),
    Mistake("counted-from-1", "The classes are counted from 1; the course counts from 0.",
            _mistake(lambda W1, b1, W2, b2, X: _best(scores(W1, b1, W2, b2, X)) + 1)),
    Mistake("wrong-axis", "For each class the best row is chosen; it should be the other way round.",
            _mistake(lambda W1, b1, W2, b2, X: scores(W1, b1, W2, b2, X).argmax(axis=0))),
    Mistake("best-score-returned", "These are the largest scores; the classes that they belong to are asked for.",
            _mistake(lambda W1, b1, W2, b2, X: scores(W1, b1, W2, b2, X).max(axis=1))),
    Mistake("scores-returned", "These are the scores; one class for each row is asked for.",
            _mistake(scores)),
)  # fmt: skip


def _clear(args: Args) -> bool:
    lead = np.diff(np.sort(scores(**args), axis=1)[:, -2:], axis=1)
    return bool(lead.min() > LEAST_LEAD)


def _telling(args: Args) -> bool:
    """Whether every named mistake changes the class of a row."""
    right = _best(scores(**args))
    made = [mistake.make(**args)["classes"] for mistake in MISTAKES]
    return _clear(args) and not any(np.array_equal(right, other) for other in made)


def _network(rng: np.random.Generator, d: int, m: int, k: int) -> Args:
    return {"W1": normal(rng, m, d), "b1": normal(rng, m), "W2": normal(rng, k, m), "b2": normal(rng, k)}


def _ordinary(rng: np.random.Generator) -> Args:
    d, m, k = sizes(rng, 3)
    return until(lambda: _network(rng, d, m, k) | {"X": normal(rng, 9, d)}, _telling)


def _as_many_units_as_classes(rng: np.random.Generator) -> Args:
    d, k = sizes(rng, 2)
    return until(lambda: _network(rng, d, k, k) | {"X": normal(rng, 8, d)}, _telling)


def _one_row(rng: np.random.Generator) -> Args:
    d, m, k = sizes(rng, 3)
    return until(lambda: _network(rng, d, m, k) | {"X": normal(rng, 1, d)}, _clear)


def _all_negative(rng: np.random.Generator) -> Args:
    """Every score below 0, and the first class never the best."""

    def low(args: Args) -> Args:
        b2 = args["b2"] - scores(**args).max() - 1.0
        b2[0] -= 5.0
        return args | {"b2": b2}

    d, m, k = sizes(rng, 3)
    return until(lambda: low(_network(rng, d, m, k) | {"X": normal(rng, 7, d)}), _clear)


DECISION_RULE = ValueExercise(
    id="decision_rule",
    lesson="03_losses",
    title="The slide says: the last hidden layer",
    points=2,
    signature=("W1", "b1", "W2", "b2", "X"),
    parts=("classes",),
    cases=(
        Case("ordinary networks", _ordinary, share=4),
        Case("as many hidden units as classes", _as_many_units_as_classes, share=2, trials=2),
        Case("one row", _one_row, trials=2),
        Case("scores that are all negative", _all_negative, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.DECISION),
    hints=hints.DECISION_HINTS,
    withheld=ENGINE,
    shapes={"classes": "(n,), one class index a row"},
    reference=lambda W1, b1, W2, b2, X: {"classes": _best(scores(W1, b1, W2, b2, X))},
)
