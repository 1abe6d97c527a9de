"""`factorised_probability`: the probability of each row under independent entries of -1 and +1."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.exercises.backprop.draws import sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.start import hints
from course.exercises.start.withheld import WITHHELD


def _rows(rng: np.random.Generator, n: int, d: int) -> Array:
    """Rows (n, d) of -1 and +1, of which the first two hold both: no mistake agrees by chance."""
    X = rng.choice([-1.0, 1.0], size=(n, d))
    X[:2, 0], X[:2, 1] = 1.0, -1.0
    return X


def _chances(rng: np.random.Generator, d: int) -> Array:
    """Probabilities (d,) that are clearly neither 0 nor 1 nor a half."""
    return np.asarray(np.where(rng.random(d) < 0.5, rng.uniform(0.1, 0.4, d), rng.uniform(0.6, 0.9, d)))


def _ordinary(rng: np.random.Generator) -> Args:
    n, d = sizes(rng, 2)
    return {"X": _rows(rng, n, d), "p": _chances(rng, d)}


def _one_row(rng: np.random.Generator) -> Args:
    return {"X": _rows(rng, 1, 4), "p": _chances(rng, 4)}


def _certain(rng: np.random.Generator) -> Args:
    """One entry that is always +1, and one row that says otherwise."""
    X, p = _rows(rng, 5, 3), _chances(rng, 3)
    p[2], X[0, 2], X[1:3, 2] = 1.0, -1.0, 1.0
    return {"X": X, "p": p}


def _factors(X: Array, p: Array) -> Array:
    return np.asarray(np.where(X > 0, p, 1 - p))


def _answer(make: Callable[[Array, Array], Array]) -> Callable[..., dict[str, Array]]:
    return lambda X, p: {"probability": make(X, p)}


def _logarithm(X: Array, p: Array) -> Array:
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(_factors(X, p)).sum(axis=1))


MISTAKES = (
    Mistake("signs-swapped", "The chances of +1 and of -1 have changed places.",
            _answer(lambda X, p: _factors(-X, p).prod(axis=1))),
    Mistake("minus-ones-left-out", "Entries of -1 count for nothing: each of them has a chance as well.",
            _answer(lambda X, p: np.where(X > 0, p, 1.0).prod(axis=1))),
    Mistake("p-for-every-entry", "Every row gets the same number: the entries of X are not looked at.",
            _answer(lambda X, p: np.full(len(X), p.prod()))),
    Mistake("added-up", "The chances of a row are added; for independent entries they are multiplied.",
            _answer(lambda X, p: _factors(X, p).sum(axis=1))),
    Mistake("one-number-for-all", "All rows went into one product; each row has a probability of its own.",
            _answer(lambda X, p: np.asarray(_factors(X, p).prod()))),
    Mistake("down-the-columns", "The product runs down the columns; a row is one combination.",
            _answer(lambda X, p: _factors(X, p).prod(axis=0))),
    Mistake("entries-multiplied-in", "The entries of X are multiplied in; they only say which chance counts.",
            _answer(lambda X, p: (X * p).prod(axis=1))),
    Mistake("logarithm", "This is the logarithm of the probability; the probability itself is asked for.",
            _answer(_logarithm)),
)  # fmt: skip

FACTORISED_PROBABILITY = ValueExercise(
    id="factorised_probability",
    lesson="00_start",
    title="The probability of every row",
    points=2,
    signature=("X", "p"),
    parts=("probability",),
    cases=(
        Case("ordinary inputs", _ordinary, share=3),
        Case("a single row", _one_row, trials=2),
        Case("an entry that is certain", _certain, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.PRODUCT),
    hints=hints.PRODUCT_HINTS,
    withheld=WITHHELD,
    shapes={"probability": "(n,), one number a row"},
    reference=_answer(lambda X, p: _factors(X, p).prod(axis=1)),
    rtol=1e-5,
)
