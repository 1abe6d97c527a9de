"""`collapsed_rows`: the slide's formula in its truth table, and the single unit that it comes down to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course.exercises.networks import hints
from course.exercises.networks.draws import LESSON, WITHHELD, row, shaped
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, PropertyExercise
from course.gates import rows_of_table, step

ALL = rows_of_table(4)
"""The sixteen rows of A, X, Y, Z."""
Formula = Callable[[Array], Array]


def _columns(rows: Array) -> list[Any]:
    return [column > 0.5 for column in rows.T]


def formula(rows: Array) -> Array:
    """((A ∧ ¬X ∧ Z) ∨ (A ∧ ¬Y)) ∧ ((X ∧ Y) ∨ (¬X ∧ Z)) on rows (n, 4): (n,) of 0 and 1."""
    A, X, Y, Z = _columns(rows)
    return np.asarray(((A & ~X & Z) | (A & ~Y)) & ((X & Y) | (~X & Z)), dtype=np.float64)


def _left_to_right(rows: Array) -> Array:
    A, X, Y, Z = _columns(rows)
    return np.asarray((((A & ~X & Z) | A) & ~Y) & ((X & Y) | (~X & Z)), dtype=np.float64)


def _bars_forgotten(rows: Array) -> Array:
    A, X, Y, Z = _columns(rows)
    return np.asarray(((A & X & Z) | (A & Y)) & ((X & Y) | (X & Z)), dtype=np.float64)


def _brackets_joined_by_or(rows: Array) -> Array:
    A, X, Y, Z = _columns(rows)
    return np.asarray(((A & ~X & Z) | (A & ~Y)) | ((X & Y) | (~X & Z)), dtype=np.float64)


READINGS: tuple[tuple[Formula, str], ...] = (
    (_left_to_right, "these are the outputs of reading the first bracket from left to right, without regard to what "
                     "binds first"),
    (_bars_forgotten, "these are the outputs of the formula without its bars: a bar is a not"),
    (_brackets_joined_by_or, "these are the outputs with an or between the two large brackets"),
)  # fmt: skip


def _verify(args: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, str | None]:
    rows = args["rows"]
    outputs, outputs_said = shaped(answer.get("outputs"), "outputs", (len(rows),))
    w, w_said = shaped(answer.get("w"), "w", (4,))
    b, b_said = shaped(answer.get("b"), "b", ())
    unit = None if w_said or b_said else _unit(w, float(b))
    return {"outputs": outputs_said or _outputs(rows, outputs), "w": w_said or unit, "b": b_said or unit}


def _outputs(rows: Array, got: Array) -> str | None:
    wanted = formula(rows)
    wrong = np.flatnonzero(got != wanted)
    if not len(wrong):
        return None
    at = wrong[0]
    if not np.isin(got, (0.0, 1.0)).all():
        return f"an output is {got[~np.isin(got, (0.0, 1.0))][0]:g}; each should be 0 or 1"
    for reading, said in READINGS:
        if np.array_equal(got, reading(rows)):
            return said
    return f"on A, X, Y, Z = {row(rows[at])} the formula gives {wanted[at]:g}, and your output is {got[at]:g}"


def _unit(w: Array, b: float) -> str | None:
    net = ALL @ w + b
    wrong = np.flatnonzero(step(net) != formula(ALL))
    if not len(wrong):
        return None
    at = wrong[0]
    tie = ", because its net input is exactly 0" if net[at] == 0 else ""
    said = f"on A, X, Y, Z = {row(ALL[at])} your unit gives {step(net)[at]:g}{tie}, and the formula does not"
    if np.array_equal(step(ALL @ w - b), formula(ALL)):
        return f"{said}; your b is a threshold: as a bias it stands on the other side of the comparison"
    return f"{said}; it errs on {len(wrong)} of the sixteen rows"


def _rows(rng: np.random.Generator) -> Args:
    """All sixteen rows in random order, some of them twice."""
    more = rng.choice(16, size=int(rng.integers(2, 7)), replace=False)
    return {"rows": ALL[rng.permutation(np.append(np.arange(16), more))]}


def _one_row(rng: np.random.Generator) -> Args:
    return {"rows": ALL[rng.integers(16, size=1)]}


UNIT = {"w": np.array([1.0, -1.0, 0.0, 1.0]), "b": -1.5}
"""One of the many."""


def right(rows: Array) -> dict[str, Any]:
    """One of the many answers."""
    return {"outputs": formula(rows), **UNIT}


def _read_as(reading: Formula) -> Callable[[Array], dict[str, Any]]:
    return lambda rows: {"outputs": reading(rows), **UNIT}


def _threshold_as_bias(rows: Array) -> dict[str, Any]:
    return right(rows) | {"b": 1.5}


def _bar_on_x_lost(rows: Array) -> dict[str, Any]:
    return right(rows) | {"w": np.array([1.0, 1.0, 0.0, 1.0]), "b": -2.5}


MISTAKES = (
    Mistake("left-to-right", "The first bracket was read from left to right: ∧ binds before ∨.",
            _read_as(_left_to_right)),
    Mistake("bars-forgotten", "The bars were left out: a bar is a not.", _read_as(_bars_forgotten)),
    Mistake("brackets-joined-by-or", "The two large brackets were joined by an or.",
            _read_as(_brackets_joined_by_or)),
    Mistake("threshold-as-bias", "b is a threshold: as a bias it stands on the other side of the comparison.",
            _threshold_as_bias),
    Mistake("bar-lost-in-the-unit", "The unit wants X to be on, and the formula wants it off.", _bar_on_x_lost),
)  # fmt: skip

COLLAPSED_ROWS = PropertyExercise(
    id="collapsed_rows",
    lesson=LESSON,
    title="The slide says that this takes a net",
    points=3,
    signature=("rows",),
    parts=("outputs", "w", "b"),
    form="tuple",
    cases=(
        Case("all sixteen rows", _rows, share=4),
        Case("a single row", _one_row),
    ),
    mistakes=pointed(MISTAKES, hints.FORMULA),
    hints=hints.FORMULA_HINTS,
    withheld=WITHHELD,
    shapes={"outputs": "(n,) of 0 and 1", "w": "(4,)", "b": "one number"},
    verify=_verify,
)
