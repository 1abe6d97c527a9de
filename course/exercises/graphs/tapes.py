"""Tapes: a graph as three plain lists, random ones to draw, and what the course's own engine makes of them.

Row i is node i. ``ops[i]`` names its operation, ``inputs[i]`` holds the numbers of the two nodes that it uses, -1
where there is none, and ``leaves`` holds the values of the leaves, in the order of their rows.
Source of the name: Wengert, "A simple automatic derivative evaluation program", CACM 7(8), 1964.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.errors import NotFiniteError
from course.exercises.backprop.draws import ENGINE
from course.exercises.spec import Args, Array
from course.exercises.until import until
from course.graph import Node, exp, maximum, tanh

Whole = NDArray[np.int64]
Ops = tuple[str, ...]

WITHHELD = ENGINE | {"course.plots.graphs", "course.widgets.order_lab", "course.widgets.graph_viewer"}
"""The engine, and the lesson's own figures and labs: some compute what an exercise asks for."""

GATES: Mapping[str, Callable[..., Node]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "maximum": maximum,
    "exp": exp,
    "tanh": tanh,
}
UNARY = ("exp", "tanh")
BINARY = ("add", "subtract", "multiply", "maximum")
LARGEST = 20.0
"""No value of a drawn tape is larger, so that no entry of an answer drowns the others."""
APART = 0.05
"""The least distance between the inputs of a maximum: a tie has no one slope."""


class Rows:
    """A tape that grows row by row. ``unused`` are the rows that no other row uses yet."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.ops: list[str] = []
        self.inputs: list[tuple[int, int]] = []
        self.unused: list[int] = []

    def add(self, op: str) -> None:
        """One more row; a gate takes its inputs among the rows so far, two different ones where it has two."""
        count = 0 if op == "leaf" else 1 if op in UNARY else 2
        chosen: list[int] = []
        while len(chosen) < count:
            row = self._row()
            if row not in chosen:
                chosen.append(row)
        self.put(op, *chosen)

    def put(self, op: str, *rows: int) -> int:
        """One more row with these inputs; its number."""
        self.ops.append(op)
        first, second, *_ = (*rows, -1, -1)
        self.inputs.append((first, second))
        self.unused = [row for row in self.unused if row not in rows] + [len(self.ops) - 1]
        return len(self.ops) - 1

    def _row(self) -> int:
        among = self.unused if self.unused and self.rng.random() < 0.6 else list(range(len(self.ops)))
        return int(self.rng.choice(among))

    def made(self) -> Args:
        """The tape, with a leaf value of order 1 for each leaf."""
        values = self.rng.uniform(0.3, 1.6, self.ops.count("leaf")) * self.rng.choice([-1.0, 1.0])
        values[1::2] *= -1  # both signs are there, whatever comes
        return {"ops": tuple(self.ops), "inputs": np.array(self.inputs, dtype=np.int64), "leaves": values}


def drawn(rng: np.random.Generator) -> Args:
    """A tape in order whose last row depends on every other: each gate once at least, leaves in between."""
    rows = Rows(rng)
    more = [str(op) for op in rng.choice(list(GATES), size=int(rng.integers(1, 4)))]
    middle = ["leaf"] * int(rng.integers(1, 3)) + [*GATES, *more]
    for op in ["leaf", "leaf", *rng.permutation(middle)]:
        rows.add(str(op))
    while len(rows.unused) > 1:
        rows.put(str(rng.choice(BINARY)), *rows.unused[:2])
    return rows.made()


def random_tape(rng: np.random.Generator, fits: Callable[[Args], bool] = lambda tape: True) -> Args:
    """A drawn tape with moderate values, a node of several uses, no near tie, and whatever else ``fits`` asks."""
    return until(lambda: drawn(rng), lambda tape: reused(tape["inputs"]) and tame(tape) and fits(tape))


def reused(inputs: Whole) -> bool:
    """Whether some node is used more than once."""
    used = inputs[inputs >= 0]
    return len(used) > len(set(used.tolist()))


def tame(tape: Args) -> bool:
    """Whether all values are of order 1 and no maximum is near a tie of two nodes."""
    try:
        with np.errstate(over="ignore"):
            values = np.array([float(node.value) for node in nodes(**tape)])
    except NotFiniteError:  # an exp of an exp of an exp
        return False
    if not np.abs(values).max() < LARGEST:
        return False
    routed = [row for row, op in zip(tape["inputs"], tape["ops"], strict=True) if op == "maximum"]
    return all(abs(values[a] - values[b]) > APART for a, b in routed if a != b)


def shuffled(rng: np.random.Generator, tape: Args) -> tuple[Args, Whole]:
    """The same graph with its rows in another order, and the new number of each old row."""
    ops, inputs, leaves = tape["ops"], tape["inputs"], tape["leaves"]
    old = rng.permutation(len(ops))  # old[i] is the old number of new row i
    new = np.argsort(old)
    value = dict(zip([row for row, op in enumerate(ops) if op == "leaf"], leaves, strict=True))
    moved = np.where(inputs[old] >= 0, new[inputs[old]], -1)
    values = np.array([value[row] for row in old if ops[row] == "leaf"])
    return {"ops": tuple(ops[row] for row in old), "inputs": moved, "leaves": values}, new


def nodes(ops: Ops, inputs: Whole, leaves: Array) -> list[Node]:
    """The rows, in any order, as nodes of `course.graph`."""
    given = iter(leaves)
    made = {row: Node(float(next(given))) for row, op in enumerate(ops) if op == "leaf"}
    while len(made) < len(ops):
        for row, op in enumerate(ops):
            parents = [int(parent) for parent in inputs[row] if parent >= 0]
            if row not in made and all(parent in made for parent in parents):
                made[row] = GATES[op](*[made[parent] for parent in parents])
    return [made[row] for row in range(len(ops))]


def run(ops: Ops, inputs: Whole, leaves: Array, output: int) -> dict[str, Any]:
    """Values (N,) of all rows and the gradients (N,) of row ``output``, by `course.graph`."""
    made = nodes(ops, inputs, leaves)
    made[output].backward()
    gradients = [0.0 if node.gradient is None else float(node.gradient) for node in made]
    return {"values": np.array([float(node.value) for node in made]), "gradients": np.array(gradients)}
