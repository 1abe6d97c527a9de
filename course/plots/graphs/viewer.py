"""A graph at one step of its passes: values above the wires, gradients below, and the step in words under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from course.graph import Edge, Record
from course.graph.wording import shown
from course.plots import graph
from course.plots.graph import COLUMN_INCHES, ROW_INCHES, Node, Wire
from course.plots.graphs import steps
from course.plots.graphs.layout import Places, apart, is_constant, places
from course.plots.style import BLUE, GRADIENT, GREY, GROUND, INK, figure

LINE_INCHES = 0.24
TWINS = 0.5
"""Rows from the middle to each of the two wires between a node and a gate that uses it twice."""
NARROWEST = 6.0
"""Inches: the words need them, however small the graph is."""
LETTER_INCHES = 0.085
SUMS = 1.3
"""Columns to the left of the first leaf for a sum."""
POWERS = {"2": "( )²", "3": "( )³"}
DOT = "·"
"""The sign of a matrix product in a drawing; Python's own is @."""


def draw(
    records: Sequence[Record],
    step: int | None = None,
    *,
    title: str = "",
    rows: Mapping[str, float] | None = None,
) -> Any:
    """The graph of a `course.graph.trace` after ``step``, and the step in words; without a step, after all of them.

    A ring marks the node whose turn it is. A gate that has been visited backwards bears its local derivatives; a
    node with several children bears its sum. ``rows`` moves nodes: `course.plots.graphs.layout.places`.
    """
    where = places(records, rows)
    lines = [] if step is None else steps.said(records, _within(records, step))
    columns, heights = zip(*where.values(), strict=True)
    wide = max(columns) - min(columns) + apart(records) + 1.2
    inches = [(max(heights) - min(heights) + 1.9) * ROW_INCHES + 0.5]
    inches += [len(lines) * LINE_INCHES + 0.1] if lines else []
    width = max(wide * COLUMN_INCHES, NARROWEST, *(len(line) * LETTER_INCHES for line in lines))
    fig, axes = figure(
        len(inches), 1, width=width, height=sum(inches) + 0.3, squeeze=False, gridspec_kw={"height_ratios": inches}
    )
    draw_on(axes[0, 0], records, step, where, title=title)
    if lines:
        _words(axes[1, 0], lines)
    graph.key(fig)
    return fig


def draw_on(axes: Any, records: Sequence[Record], step: int | None, where: Places, *, title: str = "") -> None:
    """The graph alone, on axes that are there already."""
    at = _within(records, step)
    drawn = [record for record in records if record.index in where]
    nodes = {str(record.index): _node(record, records, where) for record in drawn}
    column, row = where[records[0].index]
    nodes["out"] = Node(column + apart(records), row, records[0].label, "output")
    graph.draw_on(axes, nodes, [*_wires(drawn, records, at, where), _end(records, at)], title=title)
    summed = {record.index for record in steps.visited(records, at) if len(record.edges) > 1}
    for record in drawn:
        if record.parents and record.index not in summed | {records[0].index}:
            _name(axes, record, where)
    for record in steps.visited(records, at):
        _local(axes, record, records, where)
        if len(record.edges) > 1:
            _sum(axes, record, where)
    left, right = axes.get_xlim()
    axes.set_xlim(left - SUMS * any(_sum_at_the_left(record, where) for record in drawn), right)
    now = None if step is None else steps.current(records, at)
    if now is not None:
        axes.plot(*where[now.index], "o", markersize=40, markerfacecolor="none", color=BLUE, markeredgewidth=2.2,
                  zorder=6)  # fmt: skip


def _within(records: Sequence[Record], step: int | None) -> int:
    last = steps.count(records)
    return last if step is None else min(max(step, 0), last)


def _words(axes: Any, lines: Sequence[str]) -> None:
    axes.axis("off")
    for number, line in enumerate(lines):
        height = 1 - (number + 0.5) / len(lines)
        axes.text(0.01, height, line, va="center", fontsize=10.5, transform=axes.transAxes)


def _node(record: Record, records: Sequence[Record], where: Places) -> Node:
    column, row = where[record.index]
    if not record.parents:
        return Node(column, row, record.label, "input")
    return Node(column, row, _sign(record, records), "gate")


def _sign(record: Record, records: Sequence[Record]) -> str:
    """What stands in a gate: its symbol, with a constant where it uses one: '× 2'."""
    if record.symbol == "**":
        exponent = record.expression.rpartition(" ")[2]
        return POWERS.get(exponent, f"^ {exponent}")
    by_index = {other.index: other for other in records}
    parents = [by_index[parent] for parent in record.parents]
    texts = [parent.label if is_constant(parent) else "" for parent in parents]
    symbol = DOT if record.symbol == "@" else record.symbol
    return " ".join(text for text in (texts[0], symbol, *texts[1:]) if text)


def _wires(drawn: Sequence[Record], records: Sequence[Record], step: int, where: Places) -> list[Wire]:
    known = steps.computed(records, step)
    sent = {record.index for record in steps.visited(records, step)}
    wires = []
    for record in drawn:
        for number, edge in enumerate(record.edges):
            value = record.value if record.index in known else None
            back = edge.share if edge.target in sent else None
            row = _level(record, number, edge, where)
            wires.append(Wire(str(edge.source), str(edge.target), value, back, row))
    return wires


def _level(record: Record, number: int, edge: Edge, where: Places) -> float | None:
    """The row of a wire's level stretch where the usual one will not do: two wires to one gate lie apart."""
    twins = [place for place, other in enumerate(record.edges) if other.target == edge.target]
    if len(twins) < 2:
        return None
    middle = where[edge.target if len(record.edges) > 2 else record.index][1]
    return middle + (TWINS if number == twins[0] else -TWINS)


def _end(records: Sequence[Record], step: int) -> Wire:
    output = records[0]
    value = output.value if output.index in steps.computed(records, step) else None
    return Wire(str(output.index), "out", value, output.gradient if steps.visited(records, step) else None)


def _local(axes: Any, gate: Record, records: Sequence[Record], where: Places) -> None:
    """Above a gate: its slope in each of its inputs."""
    into = [(record, edge) for record in records[::-1] for edge in record.edges if edge.target == gate.index]
    lines = [f"∂{gate.label}/∂{record.label} = {edge.formula if edge.local is None else graph.shown(edge.local)}"
             for record, edge in into if not is_constant(record)]  # fmt: skip
    column, row = where[gate.index]
    backing = {"facecolor": GROUND, "edgecolor": "none", "pad": 0.4, "alpha": 0.85}
    text = "\n".join(dict.fromkeys(lines))
    twins = len(set(lines)) < len(lines)  # between the two wires of one node there is less room
    across, side = (column, "center") if twins else (column - 0.12, "left")
    axes.text(across, row + 0.33, text, ha=side, va="bottom", fontsize=8, color=INK, bbox=backing, zorder=7)


def _name(axes: Any, gate: Record, where: Places) -> None:
    """Below a gate: the name that the slopes beside it use."""
    column, row = where[gate.index]
    look = {"fontsize": 9, "style": "italic", "color": INK, "zorder": 7}
    backing = {"facecolor": GROUND, "edgecolor": "none", "pad": 0.4, "alpha": 0.85}
    axes.text(column, row - 0.36, gate.label, ha="center", va="top", bbox=backing, **look)


def _sum(axes: Any, record: Record, where: Places) -> None:
    """Beside a leaf and below a gate, where it has several children: what came back, added up."""
    column, row = where[record.index]
    look = {"fontsize": 8.5, "color": GRADIENT, "zorder": 7,
            "bbox": {"facecolor": GROUND, "edgecolor": GREY, "pad": 1.6, "linewidth": 0.6}}  # fmt: skip
    if record.parents:
        axes.text(column, row - 0.4, f"{record.label}: {_total(record)}", ha="center", va="top", **look)
    else:
        axes.text(column - 0.3, row, _total(record), ha="right", va="center", **look)


def _sum_at_the_left(record: Record, where: Places) -> bool:
    """Whether a sum will stand left of all that is drawn."""
    first = min(column for column, _ in where.values())
    return not record.parents and len(record.edges) > 1 and where[record.index][0] == first


def _total(record: Record) -> str:
    """'4 + 2 = 6'; of arrays the sum alone, since the words under the graph hold its terms."""
    if np.ndim(record.gradient):
        return f"Σ = {shown(record.gradient)}"
    first, *others = [graph.shown(edge.share) for edge in record.edges]
    signed = [f" − {other[1:]}" if other.startswith("−") else f" + {other}" for other in others]
    return f"{first}{''.join(signed)} = {graph.shown(record.gradient)}"
