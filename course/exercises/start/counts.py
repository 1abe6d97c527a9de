"""`count_entries`: what three tables of one distribution hold, for variables with any number of values."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.exercises.pointed import pointed
from course.exercises.spec import Args, Case, Mistake, ValueExercise
from course.exercises.start import hints
from course.exercises.start.withheld import WITHHELD
from course.exercises.until import until

PARTS = ("joint", "independent", "identical", "free_joint", "free_independent", "free_identical")


def _ordinary(rng: np.random.Generator) -> Args:
    # Where d and m agree, m to the d is also d to the m.
    d, m = until(lambda: rng.integers(3, 7, size=2), lambda pair: bool(pair[0] != pair[1]))
    return {"d": int(d), "m": int(m)}


def _two_values(rng: np.random.Generator) -> Args:
    return {"d": int(rng.integers(5, 12)), "m": 2}


def _one_variable(rng: np.random.Generator) -> Args:
    return {"d": 1, "m": int(rng.integers(3, 9))}


def _counts(make: Callable[[int, int], tuple[int, ...]]) -> Callable[..., dict[str, int]]:
    return lambda d, m: dict(zip(PARTS, make(d, m), strict=True))


MISTAKES = (
    Mistake("the-slide", "The small tables of independent variables are counted as if they were the joint one.",
            _counts(lambda d, m: (m**d, m**d, m, m**d - 1, m**d - 1, m - 1))),
    Mistake("two-values-assumed", "Two values are assumed for each variable, whatever m is.",
            _counts(lambda d, m: (2**d, 2 * d, 2, 2**d - 1, d, 1))),
    Mistake("base-and-exponent-swapped", "In the joint table, base and exponent have changed places.",
            _counts(lambda d, m: (d**m, d * m, m, d**m - 1, d * (m - 1), m - 1))),
    Mistake("nothing-free", "Free numbers as many as entries: that each table adds up to 1 is forgotten.",
            _counts(lambda d, m: (m**d, d * m, m, m**d, d * m, m))),
    Mistake("one-free-number-a-table", "Each small table is given one free number, whatever m is.",
            _counts(lambda d, m: (m**d, d * m, m, m**d - 1, d, 1))),
    Mistake("one-sum-for-all-tables", "One number is spared for all small tables together; each has its own sum.",
            _counts(lambda d, m: (m**d, d * m, m, m**d - 1, d * m - 1, m - 1))),
    Mistake("d-tables-of-one-kind", "Identically distributed variables share one table; you store many.",
            _counts(lambda d, m: (m**d, d * m, d * m, m**d - 1, d * (m - 1), d * (m - 1)))),
)  # fmt: skip

COUNT_ENTRIES = ValueExercise(
    id="count_entries",
    lesson="00_start",
    title="The slide says: 2 to the d entries",
    points=3,
    signature=("d", "m"),
    parts=PARTS,
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=3),
        Case("two values", _two_values, trials=2),
        Case("a single variable", _one_variable, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.COUNTS),
    hints=hints.COUNTS_HINTS,
    withheld=WITHHELD,
    shapes=dict.fromkeys(PARTS, "one whole number"),
    reference=_counts(lambda d, m: (m**d, d * m, m, m**d - 1, d * (m - 1), m - 1)),
    rtol=0.0,
    atol=1e-6,
)
