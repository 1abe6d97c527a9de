"""`graph_engine`: values and gradients of any tape, its rows in any order."""

from __future__ import annotations

import numpy as np

from course.exercises.graphs import hints
from course.exercises.graphs.engine_mistakes import MISTAKES
from course.exercises.graphs.tapes import WITHHELD, Rows, random_tape, run, shuffled, tame
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Case, ValueExercise
from course.exercises.until import until

DOUBLINGS = 40
"""So many in a row have 2⁴⁰ paths: to walk them all takes too long."""


def _differs(args: Args) -> bool:
    right = run(**args)["gradients"]
    if not (np.abs(right) < 100).all():
        return False
    made = [mistake.make(**args)["gradients"] for mistake in MISTAKES]
    return all(np.isfinite(one).all() and np.abs(one - right).max() > 1e-2 for one in made)


def _ordinary(rng: np.random.Generator) -> Args:
    def draw() -> Args:
        tape, new = shuffled(rng, random_tape(rng))
        return {**tape, "output": int(new[-1])}

    return until(draw, _differs)


def _in_the_middle(rng: np.random.Generator) -> Args:
    tape = random_tape(rng)
    gates = [row for row, op in enumerate(tape["ops"][:-2]) if op != "leaf"]
    moved, new = shuffled(rng, tape)
    return {**moved, "output": int(new[rng.choice(gates)])}


def _both_sides(rng: np.random.Generator) -> Args:
    def draw() -> Args:
        rows = Rows(rng)
        at = rows.put("leaf")
        for op in rng.permutation(["add", "multiply", "maximum"]):
            at = rows.put(str(op), at, at)
        rows.put("subtract", at, 0)
        return rows.made()

    tape, new = shuffled(rng, until(draw, tame))
    return {**tape, "output": int(new[-1])}


def _doublings(rng: np.random.Generator) -> Args:
    rows = Rows(rng)
    at = rows.put("leaf")
    for _ in range(DOUBLINGS):
        at = rows.put("add", at, at)
    tape, new = shuffled(rng, rows.made())
    return {**tape, "output": int(new[-1])}


def _leaf(rng: np.random.Generator) -> Args:
    tape = random_tape(rng)
    return {**tape, "output": int(rng.choice([row for row, op in enumerate(tape["ops"]) if op == "leaf"]))}


GRAPH_ENGINE = ValueExercise(
    id="graph_engine",
    lesson="06_graphs",
    title="A graph engine",
    points=5,
    signature=("ops", "inputs", "leaves", "output"),
    parts=("values", "gradients"),
    form="tuple",
    cases=(
        Case("ordinary graphs", _ordinary, share=5, trials=4),
        Case("an output in the middle", _in_the_middle, trials=2),
        Case("one node on both sides of a gate", _both_sides, trials=2),
        Case("forty doublings in a row", _doublings, trials=1),
        Case("an output that is a leaf", _leaf, share=0.5, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.ENGINE),
    hints=hints.ENGINE_HINTS,
    withheld=WITHHELD,
    shapes={"values": "(N,), one for each row", "gradients": "(N,), one for each row"},
    reference=run,
)
