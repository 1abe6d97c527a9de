"""`topological_order`: put the nodes of a graph into an order in which each comes after its parents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course.exercises.graphs import hints
from course.exercises.graphs.tapes import WITHHELD, Whole, random_tape, shuffled
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Case, Mistake, PropertyExercise
from course.exercises.until import until


def problem(inputs: Whole, order: Any) -> str | None:
    """None if ``order`` names every row once and each after its parents; else one sentence."""
    try:
        given = np.asarray(order, dtype=np.float64)
    except (TypeError, ValueError):
        return "The order should be an array of row numbers."
    count = len(inputs)
    if given.ndim != 1 or not np.isfinite(given).all() or (given % 1 != 0).any():
        return f"The order should be one row of whole numbers; its shape is {given.shape}."
    rows = [int(row) for row in given]
    if strange := [row for row in rows if not 0 <= row < count]:
        return f"{strange[0]} is no row of this graph: its rows run from 0 to {count - 1}."
    if len(set(rows)) < len(rows):
        return f"Row {next(row for row in rows if rows.count(row) > 1)} stands in the order more than once."
    if missing := sorted(set(range(count)) - set(rows)):
        return f"Row {missing[0]} is missing from the order, which has {len(rows)} of {count} rows."
    if (early := first_early(inputs, rows)) is None:
        return None
    said = f"Row {early[0]} stands before its parent {early[1]}"
    turned = first_early(inputs, rows[::-1]) is None
    return f"{said}: this order is the wrong way round, children first." if turned else f"{said}."


def first_early(inputs: Whole, rows: list[int]) -> tuple[int, int] | None:
    """The first row of an order that stands before one of its parents, with that parent."""
    place = {row: position for position, row in enumerate(rows)}
    pairs = ((row, int(parent)) for row in rows for parent in inputs[row] if parent >= 0)
    return next(((row, parent) for row, parent in pairs if place[parent] > place[row]), None)


def _ranked(rank: Callable[[Whole], list[float]]) -> Callable[..., dict[str, Any]]:
    """The rows sorted by a number that each is given."""
    return lambda inputs: {"order": np.argsort(rank(inputs), kind="stable")}


def shortest(inputs: Whole, *, to_end: bool) -> list[float]:
    """For every row the number of wires on the shortest way to a leaf, or with ``to_end`` to a row without use."""
    wires = [(row, int(parent)) for row in range(len(inputs)) for parent in inputs[row] if parent >= 0]
    after = {(parent, row) if to_end else (row, parent) for row, parent in wires}
    goals = set(range(len(inputs))) - {row for row, _ in after}
    distance = [0.0 if row in goals else np.inf for row in range(len(inputs))]
    for _ in range(len(inputs)):
        for row, nearer in after:
            distance[row] = min(distance[row], distance[nearer] + 1)
    return distance


MISTAKES = (
    Mistake("rows-as-they-come", "The rows stand in the order of their numbers, and here a number says nothing of "
            "who needs whom.", lambda inputs: {"order": np.arange(len(inputs))}),
    Mistake("by-distance-from-the-leaves", "The rows are sorted by their shortest way to a leaf; a row must wait "
            "for the longest.", _ranked(lambda inputs: shortest(inputs, to_end=False))),
    Mistake("by-distance-from-the-end", "The rows are sorted by their shortest way to the end, so a node with a "
            "short cut comes too late.", _ranked(lambda inputs: [-d for d in shortest(inputs, to_end=True)])),
    Mistake("by-number-of-parents", "The rows are sorted by how many parents they have, which does not say whether "
            "these are there yet.", _ranked(lambda inputs: [float(count) for count in (inputs >= 0).sum(axis=1)])),
)  # fmt: skip


def _fits(args: Args) -> bool:
    return all(problem(args["inputs"], mistake.make(**args)["order"]) for mistake in MISTAKES)


def _ordinary(rng: np.random.Generator) -> Args:
    def draw() -> Args:
        tape, _ = shuffled(rng, random_tape(rng))
        return {"inputs": tape["inputs"]}

    return until(draw, _fits)


def _chain(rng: np.random.Generator) -> Args:
    count = int(rng.integers(5, 9))
    row = rng.permutation(count)
    inputs = np.full((count, 2), -1)
    inputs[row[1:], 0] = row[:-1]
    return {"inputs": inputs}


def _doublings(rng: np.random.Generator) -> Args:
    args = _chain(rng)
    return {"inputs": np.repeat(args["inputs"][:, :1], 2, axis=1)}


def _apart(rng: np.random.Generator) -> Args:
    one, two = _chain(rng)["inputs"], _doublings(rng)["inputs"]
    joined = np.vstack([one, np.where(two >= 0, two + len(one), -1)])
    row = rng.permutation(len(joined))
    return {"inputs": np.where(joined >= 0, row[joined], -1)[np.argsort(row)]}


def _one(rng: np.random.Generator) -> Args:
    return {"inputs": np.array([[-1, -1]])}


def _verify(args: Args, answer: Mapping[str, Any]) -> dict[str, str | None]:
    return {"order": problem(args["inputs"], answer["order"])}


TOPOLOGICAL_ORDER = PropertyExercise(
    id="topological_order",
    lesson="06_graphs",
    title="Parents first",
    points=3,
    signature=("inputs",),
    parts=("order",),
    cases=(
        Case("ordinary graphs", _ordinary, share=4, trials=4),
        Case("a chain", _chain, trials=2),
        Case("doublings in a row", _doublings, trials=2),
        Case("two graphs that do not touch", _apart, trials=2),
        Case("a single leaf", _one, share=0.5, trials=1),
    ),
    mistakes=pointed(MISTAKES, hints.ORDER),
    hints=hints.ORDER_HINTS,
    withheld=WITHHELD,
    shapes={"order": "(N,), every row once"},
    verify=_verify,
)
