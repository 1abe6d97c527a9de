"""`naive_bayes_counts`: what the naive assumption saves, with the classes counted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.exercises.pointed import pointed
from course.exercises.spec import Args, Case, Mistake, ValueExercise
from course.exercises.start import hints
from course.exercises.start.withheld import WITHHELD

PARTS = ("full", "naive", "free_full", "free_naive")


def _ordinary(rng: np.random.Generator) -> Args:
    return {"K": int(rng.integers(4, 9)), "c": int(rng.integers(3, 7))}


def _two_classes(rng: np.random.Generator) -> Args:
    return {"K": int(rng.integers(3, 9)), "c": 2}


def _one_feature(rng: np.random.Generator) -> Args:
    return {"K": 1, "c": int(rng.integers(3, 7))}


def _counts(make: Callable[[int, int], tuple[int, ...]]) -> Callable[..., dict[str, int]]:
    return lambda K, c: dict(zip(PARTS, make(K, c), strict=True))


MISTAKES = (
    Mistake("the-slide", "This counts a single class; the tables are needed once for every class.",
            _counts(lambda K, c: (2**K, 2 * K, 2**K - 1, K))),
    Mistake("classes-forgotten", "The entries are right, but the free numbers are those of a single class.",
            _counts(lambda K, c: (c * 2**K, c * 2 * K, 2**K - 1 + c - 1, K + c - 1))),
    Mistake("prior-forgotten", "How likely each class is by itself is missing from the free numbers.",
            _counts(lambda K, c: (c * 2**K, c * 2 * K, c * (2**K - 1), c * K))),
    Mistake("two-classes-assumed", "Two classes are assumed, whatever c is.",
            _counts(lambda K, c: (2 * 2**K, 4 * K, 2 * (2**K - 1) + 1, 2 * K + 1))),
    Mistake("prior-of-two-classes", "The table of P(Y) is counted as if there were two classes, whatever c is.",
            _counts(lambda K, c: (c * 2**K, c * 2 * K, c * (2**K - 1) + 1, c * K + 1))),
    Mistake("one-entry-a-table", "Each small table is counted as one entry; a feature has two values.",
            _counts(lambda K, c: (c * 2**K, c * K, c * (2**K - 1) + c - 1, c * K + c - 1))),
    Mistake("prior-not-reduced", "One free number is counted for every class; the last one follows from the others.",
            _counts(lambda K, c: (c * 2**K, c * 2 * K, c * (2**K - 1) + c, c * K + c))),
    Mistake("entries-for-free", "The free numbers are as many as the entries; that tables add up to 1 is forgotten.",
            _counts(lambda K, c: (c * 2**K, c * 2 * K, c * 2**K + c - 1, c * 2 * K + c - 1))),
    Mistake("prior-in-the-entries", "The table of the classes is counted among the entries; it was to be left out.",
            _counts(lambda K, c: (c * 2**K + c, c * 2 * K + c, c * (2**K - 1) + c - 1, c * K + c - 1))),
)  # fmt: skip

NAIVE_BAYES_COUNTS = ValueExercise(
    id="naive_bayes_counts",
    lesson="00_start",
    title="The slide says: 2 to the k becomes 2k",
    points=2,
    signature=("K", "c"),
    parts=PARTS,
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=3),
        Case("two classes", _two_classes, trials=2),
        Case("a single feature", _one_feature, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.BAYES),
    hints=hints.BAYES_HINTS,
    withheld=WITHHELD,
    shapes=dict.fromkeys(PARTS, "one whole number"),
    reference=_counts(lambda K, c: (c * 2**K, c * 2 * K, c * (2**K - 1) + c - 1, c * K + c - 1)),
    rtol=0.0,
    atol=1e-6,
)
