"""`count_visits`: how many paths a ladder has, and how many wires, asked for before anything is counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.graphs import hints
from course.exercises.graphs.tapes import WITHHELD
from course.exercises.spec import Args, Case, Mistake, ValueExercise


def ladder(n: int) -> list[tuple[int, ...]]:
    """The parents of the nodes 1, …, n, in order: node 1 is a leaf, 2 uses 1, and k uses k - 1 and k - 2."""
    return [(), (1,), *[(k - 1, k - 2) for k in range(3, n + 1)]][:n]


def measured(n: int) -> dict[str, int]:
    """Paths from node 1 to node n, and wires, counted on the ladder itself, wire by wire."""
    paths, wires = {1: 1}, 0
    for node, parents in enumerate(ladder(n), start=1):
        for parent in parents:
            paths[node] = paths.get(node, 0) + paths[parent]
            wires += 1
    return {"paths": paths[n], "wires": wires}


def _one(**parts: Callable[[int], Any]) -> Callable[..., dict[str, Any]]:
    return lambda n: {part: law(n) for part, law in parts.items()}


MISTAKES = (
    Mistake("both-off-by-one-node", "These are the numbers of the ladder that has one node more.",
            _one(paths=lambda n: measured(n + 1)["paths"], wires=lambda n: measured(n + 1)["wires"])),
    Mistake("paths-double", "The paths double from node to node in your law; draw the ladder with 5 nodes and list "
            "them.", _one(paths=lambda n: 2 ** (n - 2))),
    Mistake("paths-of-a-longer-ladder", "That is how many paths the ladder with one node more has.",
            _one(paths=lambda n: measured(n + 1)["paths"])),
    Mistake("paths-of-a-shorter-ladder", "That is how many paths the ladder with one node less has.",
            _one(paths=lambda n: measured(n - 1)["paths"] if n > 1 else 0)),
    Mistake("paths-like-nodes", "In your law the paths grow in step with the nodes; list those of the ladder with 6 "
            "nodes.", _one(paths=lambda n: n - 1)),
    Mistake("wires-are-nodes", "You count nodes where wires are asked for.", _one(wires=lambda n: n)),
    Mistake("one-wire-a-node", "You count one wire for each node after the first; most of them use two nodes.",
            _one(wires=lambda n: n - 1)),
    Mistake("two-wires-a-node", "You count two wires for every node, also for those that do not use two.",
            _one(wires=lambda n: 2 * n)),
)  # fmt: skip


def _of(low: int, high: int) -> tuple[Callable[[np.random.Generator], Args], ...]:
    def draw(n: int) -> Callable[[np.random.Generator], Args]:
        return lambda rng: {"n": n}

    return tuple(draw(n) for n in range(low, high))


def _long(rng: np.random.Generator) -> Args:
    return {"n": int(rng.integers(40, 61))}


COUNT_VISITS = ValueExercise(
    id="count_visits",
    lesson="06_graphs",
    title="Paths and wires of a ladder",
    points=2,
    signature=("n",),
    parts=("paths", "wires"),
    form="tuple",
    cases=(
        Case("ladders of 4 to 9 nodes", _of(4, 10), share=3, trials=6),
        Case("ladders of 2 and 3 nodes", _of(2, 4), trials=2),
        Case("ladders that are too long to list", _long, trials=2),
    ),
    mistakes=MISTAKES,
    hints=hints.VISITS_HINTS,
    withheld=WITHHELD,
    shapes={"paths": "one whole number", "wires": "one whole number"},
    reference=measured,
    reveals=False,
)
