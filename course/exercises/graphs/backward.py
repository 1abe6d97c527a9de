"""`tape_backward`: the sweep whose loop a slide runs the wrong way, to be mended."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.exercises.graphs import hints
from course.exercises.graphs.tapes import WITHHELD, Whole, random_tape
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.until import until


def by_paths(inputs: Whole, slopes: Array) -> dict[str, Array]:
    """The gradient (N,) of the last row: for every row, the products of the slopes on all its paths, added up.

    ``paths[i]`` holds one product for each path from row i to the last row, so no sum is shared.
    """
    paths: list[list[float]] = [[] for _ in inputs]
    paths[-1] = [1.0]
    for child in range(len(inputs) - 1, -1, -1):
        for parent, slope in zip(inputs[child], slopes[child], strict=True):
            if parent >= 0:
                paths[parent] += [slope * product for product in paths[child]]
    return {"gradient": np.array([sum(products) for products in paths])}


def _sweep(
    *,
    start: Callable[[int], Array] = lambda count: np.eye(count)[-1],
    rows: Callable[[int], range] = lambda count: range(count - 1, -1, -1),
    sides: tuple[int, ...] = (0, 1),
    adds: bool = True,
    upstream: bool = True,
) -> Callable[..., dict[str, Array]]:
    """The sweep over rows with one thing exchanged."""

    def make(inputs: Whole, slopes: Array) -> dict[str, Array]:
        gradient = start(len(inputs))
        for i in rows(len(inputs)):
            for child in range(len(inputs)):
                for side in sides:
                    if inputs[child, side] == i:
                        share = slopes[child, side] * (gradient[child] if upstream else 1.0)
                        gradient[i] = share + (gradient[i] if adds else 0.0)
        return {"gradient": gradient}

    return make


MISTAKES = (
    Mistake("nothing-starts", "Every gradient is 0: nothing is known when the sweep begins, so nothing is handed "
            "on.", lambda inputs, slopes: {"gradient": np.zeros(len(inputs))}),
    Mistake("first-to-last", "The rows are visited from the first to the last, so most of them ask children that "
            "have not heard from theirs.", _sweep(rows=lambda count: range(count))),
    Mistake("overwritten", "Of several wires only the last one counts: something is overwritten where it should be "
            "added up.", _sweep(adds=False)),
    Mistake("stops-before-the-first-row", "The first row gets nothing: the loop ends one row too early.",
            _sweep(rows=lambda count: range(count - 1, 0, -1))),
    Mistake("seeded-everywhere", "Every row starts from 1; only the output's own slope is known to be 1.",
            _sweep(start=np.ones)),
    Mistake("upstream-ignored", "The local slopes are added up without what arrives at the children.",
            _sweep(upstream=False)),
    Mistake("second-input-forgotten", "Only the first input of each row gets its share.", _sweep(sides=(0,))),
)  # fmt: skip


def _differs(args: Args) -> bool:
    right = by_paths(**args)["gradient"]
    return all(np.abs(mistake.make(**args)["gradient"] - right).max() > 1e-2 for mistake in MISTAKES)


def _slopes(rng: np.random.Generator, inputs: Whole) -> Args:
    slopes = rng.uniform(0.4, 1.6, size=inputs.shape) * rng.choice([-1.0, 1.0], size=inputs.shape)
    return {"inputs": inputs, "slopes": np.where(inputs >= 0, slopes, 0.0)}


def _ordinary(rng: np.random.Generator) -> Args:
    return until(lambda: _slopes(rng, random_tape(rng)["inputs"]), _differs)


def _doublings(rng: np.random.Generator) -> Args:
    count = int(rng.integers(4, 8))
    inputs = np.repeat(np.arange(-1, count - 1)[:, None], 2, axis=1)
    return {"inputs": inputs, "slopes": (inputs >= 0).astype(float)}


def _chain(rng: np.random.Generator) -> Args:
    count = int(rng.integers(4, 8))
    inputs = np.column_stack([np.arange(-1, count - 1), np.full(count, -1)])
    return _slopes(rng, inputs)


def _one(rng: np.random.Generator) -> Args:
    return _slopes(rng, np.array([[-1, -1]]))


TAPE_BACKWARD = ValueExercise(
    id="tape_backward",
    lesson="06_graphs",
    title="The slide says: for i = 1, …, N",
    points=3,
    signature=("inputs", "slopes"),
    parts=("gradient",),
    cases=(
        Case("ordinary graphs", _ordinary, share=4),
        Case("doublings in a row", _doublings, trials=2),
        Case("a chain", _chain, trials=2),
        Case("a single leaf", _one, trials=1),
    ),
    mistakes=pointed(MISTAKES, hints.BACKWARD),
    hints=hints.BACKWARD_HINTS,
    all_or_nothing=True,
    withheld=WITHHELD,
    shapes={"gradient": "(N,), one for each row"},
    reference=by_paths,
)
