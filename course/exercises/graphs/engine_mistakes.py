"""What an engine returns in which one thing is off: each mistake changes one line of the same short engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course.exercises.graphs.forward import FUNCTIONS
from course.exercises.graphs.tapes import Ops, Whole
from course.exercises.spec import Array, Mistake

Order = Callable[[Whole], list[int]]
Slope = Callable[..., tuple[float, ...]]
"""``slope(out, a)`` or ``slope(out, a, b)``: the local derivative in each input."""

SLOPES: Mapping[str, Slope] = {
    "add": lambda out, a, b: (1.0, 1.0),
    "subtract": lambda out, a, b: (1.0, -1.0),
    "multiply": lambda out, a, b: (b, a),
    "maximum": lambda out, a, b: (float(a >= b), float(a < b)),
    "exp": lambda out, a: (out,),
    "tanh": lambda out, a: (1 - out**2,),
}


def in_order(inputs: Whole) -> list[int]:
    """The rows, each after its parents: whatever is ready is taken, pass by pass."""
    placed: list[int] = []
    while len(placed) < len(inputs):
        done = {-1, *placed}
        placed += [row for row in range(len(inputs)) if row not in done and {*map(int, inputs[row])} <= done]
    return placed


def by_depth(inputs: Whole) -> list[int]:
    """The rows, each after its parents: row by row, and before each whatever it needs, first input first."""
    placed: list[int] = []
    ahead = list(range(len(inputs)))[::-1]
    while ahead:
        row = ahead[-1]
        missing = [int(parent) for parent in inputs[row] if parent >= 0 and parent not in placed]
        if missing:
            ahead.append(missing[0])
            continue
        ahead.pop()
        if row not in placed:
            placed.append(row)
    return placed


def by_number(inputs: Whole) -> list[int]:
    """The rows as they come; a value that is not there yet is read as 0."""
    return list(range(len(inputs)))


def leaves_first(inputs: Whole) -> list[int]:
    """The leaves, then the gates, both as they come."""
    return sorted(range(len(inputs)), key=lambda row: bool(inputs[row].max() >= 0))


def _seeded(count: int, output: int) -> Array:
    seed = np.zeros(count)
    seed[output] = 1.0
    return seed


def _last_first(order: list[int]) -> list[int]:
    return order[::-1]


def engine(
    *,
    functions: Mapping[str, Callable[..., Any]] | None = None,
    slopes: Mapping[str, Slope] | None = None,
    seed: Callable[[int, int], Array] = _seeded,
    rows: Callable[[list[int]], list[int]] = _last_first,
    adds: bool = True,
    upstream: bool = True,
    sides: int = 2,
    ordered: Order = in_order,
    forwards: Order | None = None,
    leaves_by: Order = by_number,
) -> Callable[..., dict[str, Array]]:
    """An engine with one thing exchanged; with nothing exchanged it is right.

    ``ordered`` is the order of both passes, ``forwards`` that of the first one alone, and ``leaves_by`` the order in
    which the leaves take their values.
    """
    value_of, slope_of = {**FUNCTIONS, **(functions or {})}, {**SLOPES, **(slopes or {})}

    @np.errstate(all="ignore")  # what a mistake makes may overflow
    def make(ops: Ops, inputs: Whole, leaves: Array, output: int) -> dict[str, Array]:
        order, given, values = ordered(inputs), iter(leaves), np.zeros(len(ops))
        taken = {row: float(next(given)) for row in leaves_by(inputs) if ops[row] == "leaf"}
        used = [[int(parent) for parent in row if parent >= 0] for row in inputs]
        for row in (forwards or ordered)(inputs):
            values[row] = taken[row] if row in taken else value_of[ops[row]](*values[used[row]])
        gradients = seed(len(ops), output)
        for row in rows(order):
            if row in taken:
                continue
            local = slope_of[ops[row]](values[row], *values[used[row]])
            for parent, slope in list(zip(used[row], local, strict=True))[:sides]:
                share = slope * (gradients[row] if upstream else 1.0)
                gradients[parent] = share + (gradients[parent] if adds else 0.0)
        return {"values": values, "gradients": gradients}

    return make


MISTAKES = (
    Mistake("nothing-starts", "All the gradients are 0: nothing is known when the sweep begins, so nothing is "
            "handed on.", engine(seed=lambda count, output: np.zeros(count))),
    Mistake("first-to-last", "The sweep visits parents before their children, so most rows hand on what they do not "
            "have yet.", engine(rows=list)),
    Mistake("rows-backwards", "The sweep follows the numbers of the rows; on a tape in no order, a number says "
            "nothing of who needs whom.", engine(rows=lambda order: sorted(order, reverse=True))),
    Mistake("seeded-at-the-last-row", "The sweep starts at the last row of the tape and not at the output.",
            engine(seed=lambda count, output: _seeded(count, -1))),
    Mistake("seeded-everywhere", "Every row starts from 1; only the output's own slope is known to be 1.",
            engine(seed=lambda count, output: np.ones(count))),
    Mistake("overwritten", "Of several wires only the last one counts: something is overwritten where it should be "
            "added up.", engine(adds=False)),
    Mistake("overwritten-by-depth", "Of several wires only the last one counts: something is overwritten where it "
            "should be added up.", engine(adds=False, ordered=by_depth)),
    Mistake("leaves-along-the-order", "The leaves take their values in the order in which they are visited; they go "
            "by the numbers of their rows.", engine(ordered=by_depth, leaves_by=by_depth)),
    Mistake("values-by-row-number", "The values are computed by the numbers of the rows, so some gates use values "
            "that are not there yet.", engine(forwards=by_number)),
    Mistake("gates-by-row-number", "The gates run by the numbers of their rows, so some use values that are not "
            "there yet.", engine(forwards=leaves_first)),
    Mistake("exp-scaled-by-its-input", "What comes back through exp is scaled by what went in; that is not the "
            "slope of exp.", engine(slopes={"exp": lambda out, a: (a,)})),
    Mistake("upstream-ignored", "The local slopes are added up without what arrives at the children.",
            engine(upstream=False)),
    Mistake("second-input-forgotten", "Only the first input of each row gets its share.", engine(sides=1)),
    Mistake("subtract-sign", "What comes back through the second input of a difference has the wrong sign.",
            engine(slopes={"subtract": lambda out, a, b: (1.0, 1.0)})),
    Mistake("product-not-swapped", "Each input of a product gets its own value back; it should get the other's.",
            engine(slopes={"multiply": lambda out, a, b: (a, b)})),
    Mistake("max-to-both", "A maximum hands its gradient to both inputs; only the larger one moves it.",
            engine(slopes={"maximum": lambda out, a, b: (1.0, 1.0)})),
    Mistake("max-to-smaller", "A maximum hands its gradient to the smaller input.",
            engine(slopes={"maximum": lambda out, a, b: (float(a < b), float(a >= b))})),
    Mistake("exp-slope-at-the-output", "The slope of exp is taken at what comes out of it; it belongs at what goes "
            "in.", engine(slopes={"exp": lambda out, a: (float(np.exp(np.minimum(out, 30.0))),)})),
    Mistake("tanh-slope-at-the-input", "The slope of tanh is written in terms of its output but was given its "
            "input.", engine(slopes={"tanh": lambda out, a: (1 - a**2,)})),
    Mistake("subtract-swapped", "A difference is the wrong way round, in the values and so in all that follows.",
            engine(functions={"subtract": lambda a, b: b - a}, slopes={"subtract": lambda out, a, b: (-1.0, 1.0)})),
)  # fmt: skip
