"""`fix_leak`: a planted bug that looks at the test rows before they are judged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.generalising import hints
from course.exercises.generalising.draws import ATOL, LESSON, RTOL, WITHHELD, normal, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise

Statistics = tuple[Array, Array]
Both = tuple[Statistics, Statistics]


def _draw(rng: np.random.Generator, n: int, m: int, d: int) -> Args:
    """Test rows that lie elsewhere and are wider than the training rows, so that every leak shows."""
    scale, place = rng.uniform(0.5, 2.0, d), normal(rng, d)
    return {"X_train": place + scale * normal(rng, n, d), "X_test": place + 1.5 + 2 * scale * normal(rng, m, d)}


def _ordinary(rng: np.random.Generator) -> Args:
    n, m, d = sizes(rng, 3, 3, 8)
    return _draw(rng, n, m, d)


def _one_test_row(rng: np.random.Generator) -> Args:
    n, d = sizes(rng, 2, 3, 8)
    return _draw(rng, n, 1, d)


def _one_feature(rng: np.random.Generator) -> Args:
    n, m = sizes(rng, 2, 3, 8)
    return _draw(rng, n, m, 1)


def _of(X: Array) -> Statistics:
    return X.mean(axis=0), X.std(axis=0)


def _with(choose: Callable[[Array, Array], Both]) -> Callable[..., dict[str, Any]]:
    """Both piles scaled, each with the statistics that ``choose(train, test)`` gives for it."""

    def make(X_train: Array, X_test: Array) -> dict[str, Any]:
        (first, second) = choose(X_train, X_test)
        return {"Z_train": _scaled(X_train, first), "Z_test": _scaled(X_test, second)}

    return make


def _scaled(X: Array, by: Statistics) -> Array:
    return np.asarray((X - by[0]) / np.where(by[1] == 0, 1.0, by[1]))


def _pooled(train: Array, test: Array) -> Both:
    both = _of(np.concatenate([train, test]))
    return both, both


def _whole(train: Array, test: Array) -> Both:
    one = np.asarray(train.mean()), np.asarray(train.std())
    return one, one


def _means_only(train: Array, test: Array) -> Both:
    one = train.mean(axis=0), np.ones(train.shape[1])
    return one, one


def _variance(train: Array, test: Array) -> Both:
    one = train.mean(axis=0), train.var(axis=0)
    return one, one


def _one_less(train: Array, test: Array) -> Both:
    one = train.mean(axis=0), train.std(axis=0, ddof=1)
    return one, one


MISTAKES = (
    Mistake("both-piles", "The test rows still have a say in the mean and the deviation that you scale with.",
            _with(_pooled)),
    Mistake("test-by-itself", "The test rows are scaled by their own statistics; a row to be judged later comes "
            "alone.", _with(lambda a, b: (_of(a), _of(b)))),
    Mistake("test-statistics", "Both piles are scaled by statistics of the test rows.",
            _with(lambda a, b: (_of(b), _of(b)))),
    Mistake("piles-swapped", "Each pile is scaled by the statistics of the other one.",
            _with(lambda a, b: (_of(b), _of(a)))),
    Mistake("means-only", "The means are taken away, but the features keep their spread.", _with(_means_only)),
    Mistake("variance-for-deviation", "You divide by the variance, where the deviation was asked for.",
            _with(_variance)),
    Mistake("one-less-than-n", "Your deviation is over one less than the number of rows; here it is over all.",
            _with(_one_less)),
    Mistake("one-number-for-all", "All features share one mean and one deviation; each has its own.", _with(_whole)),
)  # fmt: skip

FIX_LEAK = ValueExercise(
    id="fix_leak",
    lesson=LESSON,
    title="Find the leak and mend it",
    points=2,
    signature=("X_train", "X_test"),
    parts=("Z_train", "Z_test"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=3),
        Case("a single test row", _one_test_row, trials=2),
        Case("one feature", _one_feature, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.LEAK),
    hints=hints.LEAK_HINTS,
    withheld=WITHHELD,
    shapes={"Z_train": "as X_train", "Z_test": "as X_test"},
    all_or_nothing=True,
    reference=_with(lambda train, test: (_of(train), _of(train))),
    rtol=RTOL,
    atol=ATOL,
)
