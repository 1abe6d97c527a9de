"""`tape_forward`: the values of a tape, row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course.exercises.graphs import hints
from course.exercises.graphs.tapes import UNARY, WITHHELD, Ops, Rows, Whole, nodes, random_tape, tame
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.until import until

FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "maximum": lambda a, b: max(a, b),
    "exp": np.exp,
    "tanh": np.tanh,
}


def values_of(ops: Ops, inputs: Whole, leaves: Array) -> dict[str, Array]:
    """The values (N,) by the course's own engine."""
    return {"values": np.array([float(node.value) for node in nodes(ops, inputs, leaves)])}


def _named(i: int, op: str, row: Any) -> list[int]:
    return [int(parent) for parent in row if parent >= 0]


def _slip(
    *,
    changed: Mapping[str, Callable[..., Any]] | None = None,
    leaf: Callable[[int], int] = lambda number: number,
    rows: Callable[[int, str, Any], list[int]] = _named,
) -> Callable[..., dict[str, Array]]:
    """A forward pass with one thing exchanged: a gate, which leaf takes which value, or which rows a row uses."""
    gates = {**FUNCTIONS, **(changed or {})}

    def make(ops: Ops, inputs: Whole, leaves: Array) -> dict[str, Array]:
        values, seen = np.zeros(len(ops)), 0
        for i, op in enumerate(ops):
            if op == "leaf":
                values[i] = leaves[leaf(seen)]
                seen += 1
            else:
                values[i] = gates[op](*values[rows(i, op, inputs[i])])
        return {"values": values}

    return make


def _neighbours(i: int, op: str, row: Any) -> list[int]:
    return [i - 1] if op in UNARY else [i - 2, i - 1]


def _last_of(i: int, op: str, row: Any) -> list[int]:
    return [int(row[1])] if op in UNARY else [int(row[0]), int(row[1])]


MISTAKES = (
    Mistake("subtract-swapped", "A difference is the wrong way round: the first input comes first.",
            _slip(changed={"subtract": lambda a, b: b - a})),
    Mistake("minimum", "Where the maximum is asked for, the smaller input comes out.",
            _slip(changed={"maximum": lambda a, b: min(a, b)})),
    Mistake("first-leaf-only", "Every leaf has the value of the first one.", _slip(leaf=lambda number: 0)),
    Mistake("leaves-from-the-end", "The leaves take their values from the end of the list; the first leaf takes the "
            "first value.", _slip(leaf=lambda number: -1 - number)),
    Mistake("one-input-taken-from-the-end", "A gate with one input reads the place that says there is none, which "
            "NumPy takes for the last row.", _slip(rows=_last_of)),
    Mistake("neighbours", "Each gate takes the rows just above it; it should take those that its inputs name.",
            _slip(rows=_neighbours)),
)  # fmt: skip


def _differs(args: Args) -> bool:
    right = values_of(**args)["values"]
    made = [mistake.make(**args)["values"] for mistake in MISTAKES]
    return all(np.isfinite(one).all() and np.abs(one - right).max() > 1e-2 for one in made)


def _ordinary(rng: np.random.Generator) -> Args:
    return random_tape(rng, _differs)


def _twice(rng: np.random.Generator) -> Args:
    def draw() -> Args:
        rows = Rows(rng)
        at = rows.put("leaf")
        for op in rng.permutation(["add", "multiply", "maximum"]):
            at = rows.put(str(op), at, at)
        return rows.made()

    return until(draw, tame)


def _one(rng: np.random.Generator) -> Args:
    rows = Rows(rng)
    rows.put("leaf")
    return rows.made()


TAPE_FORWARD = ValueExercise(
    id="tape_forward",
    lesson="06_graphs",
    title="The forward pass of a tape",
    points=2,
    signature=("ops", "inputs", "leaves"),
    parts=("values",),
    cases=(
        Case("ordinary tapes", _ordinary, share=4),
        Case("one node on both sides of a gate", _twice, trials=2),
        Case("a single leaf", _one, trials=1),
    ),
    mistakes=pointed(MISTAKES, hints.FORWARD),
    hints=hints.FORWARD_HINTS,
    withheld=WITHHELD,
    shapes={"values": "(N,), one for each row"},
    reference=values_of,
)
