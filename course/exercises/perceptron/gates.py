"""`gate_weights`: numbers that make one unit compute AND, OR, NAND and NOR."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from course.exercises.perceptron import hints
from course.exercises.perceptron.draws import LESSON, WITHHELD
from course.exercises.spec import Array, Case, PropertyExercise
from course.gates import INPUTS, table, unit


def _gate_weights_verify(args: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, str | None]:
    gate = args["gate"]
    w, w_said = _numbers(answer.get("w"), "w", 2)
    b, b_said = _numbers(answer.get("b"), "b", 1)
    said = w_said or b_said or _wrong_row(gate, w, float(b[0]))
    return {"w": said, "b": said}  # a bias is right or wrong only with its weights


def _wrong_row(gate: str, w: Array, b: float) -> str | None:
    """The first input on which the unit errs, and what can be said for certain of the unit as a whole.

    There are no named mistakes here: a gate has many right answers, so no fixed numbers show how others came about.
    """
    outputs, wanted, net = unit(INPUTS, w, b), table(gate), INPUTS @ w + b
    wrong = np.flatnonzero(outputs != wanted)
    if not len(wrong):
        return None
    x, got, asked = INPUTS[wrong[0]], outputs[wrong[0]], wanted[wrong[0]]
    tie = ", because its net input is exactly 0" if net[wrong[0]] == 0 else ""
    said = f"on the input ({x[0]:g}, {x[1]:g}) the unit gives {got:g}{tie}; {gate} gives {asked:g}"
    if len(wrong) == len(INPUTS):
        return f"{said}, and the other three outputs are the opposite of what is asked too"
    if np.array_equal(unit(INPUTS, w, -b), wanted):
        return f"{said}; your b is a threshold: as a bias it stands on the other side of the comparison"
    return said


def _numbers(value: Any, name: str, count: int) -> tuple[Array, str | None]:
    """``value`` as ``count`` finite numbers, or a sentence that says why it is not that."""
    nothing = np.zeros(count)
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        return nothing, f"{name} is {type(value).__name__}, not made of numbers"
    shapes = [(count,)] if count > 1 else [(), (1,)]
    if array.shape not in shapes:
        wanted = f"{count} numbers" if count > 1 else "one number"
        return nothing, f"{name} should be {wanted}, and its shape is {array.shape}"
    if not np.isfinite(array).all() or np.abs(array).max() > 1e100:
        return nothing, f"{name} holds a number that is not finite, or too large to add up"
    return array.reshape(-1), None


def _gate_case(gate: str) -> Case:
    return Case(f"the gate {gate}", lambda rng: {"gate": gate}, trials=1, alone=True)


GATE_WEIGHTS = PropertyExercise(
    id="gate_weights",
    lesson=LESSON,
    title="Weights for four gates",
    points=2,
    signature=("gate",),
    parts=("w", "b"),
    form="tuple",
    cases=tuple(_gate_case(gate) for gate in ("AND", "OR", "NAND", "NOR")),
    withheld=WITHHELD,
    shapes={"w": "(2,)", "b": "one number"},
    hints=hints.GATE_HINTS,
    verify=_gate_weights_verify,
)
