"""`xnor_weights`: the rest of a net for XNOR, when it is said what its first hidden unit computes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from course.exercises.networks import hints
from course.exercises.networks.draws import LESSON, WITHHELD, always, row, shaped
from course.exercises.pointed import pointed
from course.exercises.spec import Array, Case, Mistake, PropertyExercise
from course.gates import INPUTS, WEIGHTS, step, table

XNOR = table("XNOR")
GATES = ("AND", "OR", "NAND", "NOR")
SHAPES: dict[str, tuple[int, ...]] = {"W": (2, 2), "b": (2,), "v": (2,), "c": ()}
Said = dict[str, str | None]


def _verify(args: Mapping[str, Any], answer: Mapping[str, Any]) -> Said:
    read = {name: shaped(answer.get(name), name, shape) for name, shape in SHAPES.items()}
    if any(said for _, said in read.values()):
        return {name: said for name, (_, said) in read.items()}
    W, b, v, c = (array for array, _ in read.values())
    net = INPUTS @ W.T + b
    hidden = step(net)
    first = _first_unit(args["first"], net[:, 0], W[0], b[0])
    clash = None if first else _clash(hidden)
    out = _output(hidden, hidden @ v + c)
    return {"W": first or clash, "b": first or clash, "v": clash or out, "c": clash or out}


def _first_unit(gate: str, net: Array, w: Array, b: Array) -> str | None:
    """What is wrong with hidden unit 1, the first row of W."""
    got, wanted = step(net), table(gate)
    wrong = np.flatnonzero(got != wanted)
    if not len(wrong):
        return None
    at = wrong[0]
    tie = ", because its net input is exactly 0" if net[at] == 0 else ""
    said = f"on the input {row(INPUTS[at])} hidden unit 1 gives {got[at]:g}{tie}; {gate} gives {wanted[at]:g}"
    if np.array_equal(step(INPUTS @ w - b), wanted):
        return f"{said}; your b is a threshold: as a bias it stands on the other side of the comparison"
    return said


def _clash(hidden: Array) -> str | None:
    """Two inputs that XNOR tells apart and the hidden units do not."""
    for i in range(4):
        for j in range(i):
            if XNOR[i] != XNOR[j] and np.array_equal(hidden[i], hidden[j]):
                pair = f"{row(INPUTS[j])} and {row(INPUTS[i])}"
                return f"the hidden units make the same of {pair}, which XNOR tells apart; no output unit can"
    return None


def _output(hidden: Array, net: Array) -> str | None:
    """What is wrong with the output unit, given what the hidden units make of the inputs."""
    got = step(net)
    wrong = np.flatnonzero(got != XNOR)
    if not len(wrong):
        return None
    if len(wrong) == 4:
        return "on all four inputs the net gives the opposite of XNOR: it computes XOR"
    at = wrong[0]
    tie = ", its net input being exactly 0" if net[at] == 0 else ""
    seen = f"the hidden units give {row(hidden[at])} and the output is {got[at]:g}{tie}"
    return f"on the input {row(INPUTS[at])} {seen}; XNOR gives {XNOR[at]:g}"


_SECOND = {"AND": "NOR", "OR": "NAND", "NAND": "OR", "NOR": "AND"}
"""A partner for each first unit; with it one of the two pairs of equal inputs is told from the unequal ones."""
_OUT = {"AND": ((1.0, 1.0), -0.5), "NOR": ((1.0, 1.0), -0.5), "OR": ((-1.0, -1.0), 1.5), "NAND": ((-1.0, -1.0), 1.5)}
_REACHED = {"AND": 2.0, "OR": 1.0, "NAND": -1.0, "NOR": 0.0}
"""The thresholds of a unit that fires where they are reached, with weights of 1 or, for the last two, −1."""


def right(first: str) -> dict[str, Any]:
    """One of the many answers."""
    units = [WEIGHTS[first], WEIGHTS[_SECOND[first]]]
    v, c = _OUT[first]
    return {"W": np.array([w for w, _ in units]), "b": np.array([b for _, b in units]), "v": np.array(v), "c": c}


def _thresholds_reached(first: str) -> dict[str, Any]:
    b = np.array([-_REACHED[first], -_REACHED[_SECOND[first]]])
    return right(first) | {"b": b, "c": -1.0 if _OUT[first][1] < 0 else 1.0}


def _thresholds_as_biases(first: str) -> dict[str, Any]:
    made = right(first)
    return made | {"b": -made["b"], "c": -made["c"]}


def _xor(first: str) -> dict[str, Any]:
    made = right(first)
    return made | {"v": -made["v"], "c": -made["c"]}


def _same_unit_twice(first: str) -> dict[str, Any]:
    made = right(first)
    return made | {"W": made["W"][[0, 0]], "b": made["b"][[0, 0]]}


MISTAKES = (
    Mistake("threshold-on-a-sum", "The thresholds are those of units that fire where the threshold is reached; here "
            "a unit fires only above it.", _thresholds_reached),
    Mistake("threshold-as-bias", "Each bias is a threshold: it stands on the wrong side of the comparison.",
            _thresholds_as_biases),
    Mistake("xor", "On all four inputs the net gives the opposite of XNOR.", _xor),
    Mistake("one-unit-twice", "Both hidden units are the same, so the hidden layer says no more than one unit does.",
            _same_unit_twice),
)  # fmt: skip

XNOR_WEIGHTS = PropertyExercise(
    id="xnor_weights",
    lesson=LESSON,
    title="Finish the net for XNOR",
    points=3,
    signature=("first",),
    parts=("W", "b", "v", "c"),
    form="tuple",
    cases=tuple(Case(f"{gate} as the first unit", always({"first": gate}), trials=1, alone=True) for gate in GATES),
    mistakes=pointed(MISTAKES, hints.XNOR),
    hints=hints.XNOR_HINTS,
    withheld=WITHHELD,
    shapes={"W": "(2, 2), a row a hidden unit", "b": "(2,)", "v": "(2,)", "c": "one number"},
    verify=_verify,
)
