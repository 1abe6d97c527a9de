"""`distinct_units`: how many different hidden units gradient descent can ever have, read off the start."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.training import hints
from course.exercises.training.draws import LESSON, WITHHELD, normal
from course.exercises.until import until


def _net(rng: np.random.Generator, d: int, k: int, kinds: tuple[list[int], list[int], list[int]]) -> Args:
    """Hidden unit j takes its incoming row, its bias and its outgoing column from stocks, by number."""
    rows, biases, columns = (np.array(kind) for kind in kinds)
    order = rng.permutation(len(rows))
    stock = [normal(rng, 9, d), normal(rng, 9), normal(rng, k, 9)]
    return {
        "W1": stock[0][rows[order]],
        "b1": stock[1][biases[order]],
        "W2": stock[2][:, columns[order]],
    }


def _ordinary(rng: np.random.Generator) -> Args:
    """Some twins, and pairs that agree in two of the three only: every short cut counts another number."""

    def draw() -> Args:
        h = int(rng.integers(13, 17))
        rows, biases, columns = (rng.integers(0, stock, h).tolist() for stock in (4, 2, 3))
        return _net(rng, int(rng.integers(2, 5)), int(rng.integers(2, 5)), (rows, biases, columns))

    return until(draw, _clear)


def _clear(args: Args) -> bool:
    """No two ways of counting agree, so that one draw tells them apart."""
    counts = {_by("W1", "b1", "W2")(**args)["units"], *(mistake.make(**args)["units"] for mistake in MISTAKES)}
    return len(counts) == len(MISTAKES) + 1


def _zeros(rng: np.random.Generator) -> Args:
    d, k, h = int(rng.integers(2, 5)), int(rng.integers(2, 5)), int(rng.integers(5, 9))
    return {"W1": np.zeros((h, d)), "b1": np.zeros(h), "W2": np.zeros((k, h))}


def _alike_inside(rng: np.random.Generator) -> Args:
    """Hidden rows and biases all equal; the outgoing columns are not: that is enough to part them."""
    h = int(rng.integers(4, 8))
    return _net(rng, 3, 2, ([0] * h, [0] * h, list(range(h))))


def _random(rng: np.random.Generator) -> Args:
    h = int(rng.integers(4, 8))
    return _net(rng, 2, 3, (list(range(h)), [0] * h, list(range(h))))


def _by(*names: str) -> Callable[..., dict[str, int]]:
    """The number of hidden units that differ in at least one of the named arrays."""

    def make(W1: Array, b1: Array, W2: Array) -> dict[str, int]:
        table = {"W1": W1, "b1": b1[:, None], "W2": W2.T}
        return {"units": len(np.unique(np.hstack([table[name] for name in names]), axis=0))}

    return make


def _all(W1: Array, b1: Array, W2: Array) -> dict[str, int]:
    return {"units": len(b1)}


def _across(W1: Array, b1: Array, W2: Array) -> dict[str, int]:
    """The table of the units lies on its side, and its rows are counted all the same."""
    return {"units": len(np.unique(np.vstack([W1.T, b1, W2]), axis=0))}


def _twinless(W1: Array, b1: Array, W2: Array) -> dict[str, int]:
    _, counts = np.unique(np.column_stack([W1, b1, W2.T]), axis=0, return_counts=True)
    return {"units": int((counts == 1).sum())}


def _copies(W1: Array, b1: Array, W2: Array) -> dict[str, int]:
    return {"units": len(b1) - _by("W1", "b1", "W2")(W1, b1, W2)["units"]}


MISTAKES = (
    Mistake("outgoing-forgotten", "You compare what goes into the units; two of them that are weighed differently "
            "afterwards get different gradients.", _by("W1", "b1")),
    Mistake("bias-forgotten", "You leave out the biases: two units that differ in their bias alone give different "
            "values.", _by("W1", "W2")),
    Mistake("incoming-weights-only", "You compare the incoming weights alone; two more things belong to a unit.",
            _by("W1")),
    Mistake("outgoing-weights-only", "You compare the outgoing weights alone; what goes into the units can differ.",
            _by("W2")),
    Mistake("biases-only", "You compare the biases alone; a unit has weights too.", _by("b1")),
    Mistake("all-counted", "You count every hidden unit, also those that are copies of each other.", _all),
    Mistake("rows-for-columns", "You compare the rows of a table whose columns are the units.", _across),
    Mistake("twins-left-out", "A group of equal units counts once, and you leave such a group out.", _twinless),
    Mistake("copies-counted", "You count the units that are superfluous, where those that differ are asked for.",
            _copies),
)  # fmt: skip

DISTINCT_UNITS = ValueExercise(
    id="distinct_units",
    lesson=LESSON,
    title="How many units can this start ever have?",
    points=2,
    signature=("W1", "b1", "W2"),
    parts=("units",),
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("all zero", _zeros, trials=1),
        Case("hidden units that differ in what comes after them alone", _alike_inside, trials=2),
        Case("a start without twins", _random, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.UNITS),
    hints=hints.UNITS_HINTS,
    withheld=WITHHELD,
    shapes={"units": "one whole number"},
    reference=_by("W1", "b1", "W2"),
)
