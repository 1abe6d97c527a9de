"""Where the nodes of a small graph stand: gates as far right as their longest way from a leaf, leaves beside them.

Constants get no place of their own: a gate that uses one bears it in its sign, '× 2'.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from course.graph import Record
from course.graph.wording import shown

Places = dict[int, tuple[float, float]]
"""`Record.index` to column and row; columns run to the right, rows upwards."""

NARROW, WIDE, WIDER = 1.08, 1.35, 1.75
"""Columns from a gate to the next, so that the wire has room for its numbers: along a chain, where wires change
rows, and where they carry arrays."""


def is_constant(record: Record) -> bool:
    """Whether a leaf is a number without a name."""
    return not record.parents and np.ndim(record.value) == 0 and record.label == shown(record.value)


def apart(records: Sequence[Record]) -> float:
    """The distance from one column of gates to the next, where wires change rows."""
    return WIDER if any(np.ndim(record.value) for record in records) else WIDE


def places(records: Sequence[Record], rows: Mapping[str, float] | None = None) -> Places:
    """A place for every record that is no constant. ``rows`` sets the rows of some nodes, by label.

    Leaves stand one above the other in the order in which the output meets them, each a step left of its first
    child. A gate stands in the middle of its parents' rows, and gives way to what stands there already.
    """
    forwards = [record for record in sorted(records, key=lambda record: record.index) if not is_constant(record)]
    columns = _columns(forwards)
    leaves = [record for record in forwards if not record.parents]
    height = {record.index: float(len(leaves) - 1 - place) for place, record in enumerate(leaves)}
    for record in forwards:
        if rows and record.label in rows:
            height[record.index] = rows[record.label]
        elif record.parents:
            above = [height[parent] for parent in record.parents if parent in height]
            taken = [height[other] for other in height if columns[other] == columns[record.index]]
            height[record.index] = _free(sum(above) / len(above), taken)
    across = _across(forwards, columns, apart(records))
    return {index: (across[columns[index]], height[index]) for index in columns}


def _across(forwards: Sequence[Record], columns: Mapping[int, int], wide: float) -> list[float]:
    """Where each column stands. A column of gates with one input each stands near the one before it."""
    across = [0.0]
    for column in range(1, max(columns.values()) + 1):
        here = [record for record in forwards if columns[record.index] == column]
        wires = [sum(parent in columns for parent in record.parents) for record in here]
        chain = set(wires) == {1} and wide == WIDE
        across.append(across[-1] + (NARROW if chain else wide))
    return across


def _columns(forwards: Sequence[Record]) -> dict[int, int]:
    columns: dict[int, int] = {}
    children: dict[int, list[int]] = {record.index: [] for record in forwards}
    for record in forwards:
        parents = [parent for parent in record.parents if parent in children]
        columns[record.index] = 1 + max((columns[parent] for parent in parents), default=-1)
        for parent in parents:
            children[parent].append(columns[record.index])
    for record in forwards:
        if not record.parents and children[record.index]:
            columns[record.index] = min(children[record.index]) - 1
    return columns


def _free(wanted: float, taken: Sequence[float]) -> float:
    """The nearest row, in halves, that is a whole row away from all that is taken."""
    tries = (wanted + side * half / 2 for half in range(40) for side in (1, -1))
    return next(row for row in tries if all(abs(row - other) >= 1 for other in taken))
