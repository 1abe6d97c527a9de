"""`encode`: a base, a size and an amount of rain as the numbers that a net takes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.encodings import one_hot, thermometer
from course.exercises.networks import hints
from course.exercises.networks.draws import LESSON, WITHHELD
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise

BASES, LEVELS = 4, 3


def _draw(rng: np.random.Generator, n: int) -> Args:
    return {
        "bases": rng.integers(0, BASES, size=n),
        "sizes": rng.integers(0, LEVELS, size=n),
        "rain": rng.uniform(0.0, 3.0, size=n),
        "mean": float(rng.uniform(1.0, 2.0)),
        "spread": float(rng.uniform(0.3, 0.8)),
    }


def _ordinary(rng: np.random.Generator) -> Args:
    """Every base and every size at least once."""
    drawn = _draw(rng, int(rng.integers(7, 11)))
    n = len(drawn["rain"])
    bases, levels = np.arange(n) % BASES, np.arange(n) % LEVELS
    return drawn | {"bases": rng.permutation(bases), "sizes": rng.permutation(levels)}


def _one_row(rng: np.random.Generator) -> Args:
    return _draw(rng, 1)


def _all_alike(rng: np.random.Generator) -> Args:
    """The largest base and size are absent: how many there are cannot be read off the rows."""
    return _draw(rng, 5) | {"bases": np.zeros(5, dtype=int), "sizes": np.zeros(5, dtype=int)}


def _joined(base: Array, size: Array, rain: Array) -> dict[str, Array]:
    return {"X": np.column_stack([base, size, rain])}


def _made(
    base: Callable[[Array], Array] = lambda y: one_hot(y, BASES),
    size: Callable[[Array], Array] = lambda y: thermometer(y, LEVELS),
    scaled: Callable[[Array, float, float], Array] = lambda x, mean, spread: (x - mean) / spread,
) -> Callable[..., dict[str, Array]]:
    """The right rows but for one of the three blocks."""

    def make(bases: Array, sizes: Array, rain: Array, mean: float, spread: float) -> dict[str, Array]:
        return _joined(base(bases), size(sizes), scaled(rain, mean, spread))

    return make


def _of_these_rows(x: Array, mean: float, spread: float) -> Array:
    return np.asarray((x - x.mean()) / x.std())


def _columns_of_these_rows(
    bases: Array, sizes: Array, rain: Array, mean: float, spread: float
) -> dict[str, Array]:
    return _joined(bases[:, None] == np.unique(bases), thermometer(sizes, LEVELS), (rain - mean) / spread)


def _blocks_swapped(bases: Array, sizes: Array, rain: Array, mean: float, spread: float) -> dict[str, Array]:
    return _joined(thermometer(sizes, LEVELS), one_hot(bases, BASES), (rain - mean) / spread)


MISTAKES = (
    Mistake("size-one-hot", "The sizes are one-hot; a thermometer has a 1 for every level that is reached.",
            _made(size=lambda y: one_hot(y, LEVELS))),
    Mistake("lowest-level-off", "The thermometers are one level short: even the lowest level is reached.",
            _made(size=lambda y: (np.arange(LEVELS) < y[:, None]).astype(float))),
    Mistake("thermometer-upside-down", "The thermometers fill from the wrong end.",
            _made(size=lambda y: thermometer(y, LEVELS)[:, ::-1])),
    Mistake("levels-above", "Each size has a 1 for the levels from its own up; a thermometer has a 1 for those "
            "up to its own.", _made(size=lambda y: (np.arange(LEVELS) >= y[:, None]).astype(float))),
    Mistake("base-as-thermometer", "The bases are thermometers, but they have no order.",
            _made(base=lambda y: thermometer(y, BASES))),
    Mistake("bases-of-these-rows", "The columns were counted from the bases that occur in these rows; there are "
            "four bases whatever the rows hold.", _columns_of_these_rows),
    Mistake("base-from-the-end", "The one-hot entries are counted from the wrong end.",
            _made(base=lambda y: one_hot(y, BASES)[:, ::-1])),
    Mistake("rain-not-scaled", "The rain was left in its own units.",
            _made(scaled=lambda x, mean, spread: x)),
    Mistake("rain-only-centred", "The rain was centred but not divided by its spread.",
            _made(scaled=lambda x, mean, spread: x - mean)),
    Mistake("rain-not-centred", "The rain was divided by its spread but not centred.",
            _made(scaled=lambda x, mean, spread: x / spread)),
    Mistake("rain-by-its-own-mean", "The rain was scaled with these rows' own mean and spread, not the given ones.",
            _made(scaled=_of_these_rows)),
    Mistake("blocks-swapped", "The sizes stand before the bases.", _blocks_swapped),
)  # fmt: skip

ENCODE = ValueExercise(
    id="encode",
    lesson=LESSON,
    title="Base, size and rain as numbers",
    points=3,
    signature=("bases", "sizes", "rain", "mean", "spread"),
    parts=("X",),
    cases=(
        Case("ordinary inputs", _ordinary, share=4),
        Case("a single row", _one_row, share=1),
        Case("rows that are all of base A and small", _all_alike, share=1),
    ),
    mistakes=pointed(MISTAKES, hints.ENCODING),
    hints=hints.ENCODING_HINTS,
    withheld=WITHHELD,
    shapes={"X": "(n, 8): four columns, then three, then one"},
    reference=_made(),
    rtol=1e-5,
    atol=1e-6,
)
