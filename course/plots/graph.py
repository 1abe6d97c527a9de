"""A computation graph as a circuit: values above its wires, gradients below them.

The notation is cs231n's (Karpathy, Stanford, "Backpropagation, intuitions"): what flows forwards stands above a
wire in green, what comes back stands below it in orange behind an arrow ◂. Position and arrow tell them apart
without the colours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np

from course.plots.style import GRADIENT, GREY, GROUND, INK, LIGHT, VALUE, figure

Kind = Literal["input", "gate", "output"]
Shown = float | Sequence[float] | np.ndarray[Any, Any] | str | None

RADIUS = 0.26
BEND = 0.55
"""How much of a wire's run is spent on changing rows."""
FITS = 3
"""Longer texts do not fit a circle and stand in a box."""
COLUMN_INCHES = 1.18
ROW_INCHES = 0.92


@dataclass(frozen=True)
class Node:
    """A node at ``(column, row)``; columns run to the right, rows upwards. ``text`` is what stands in it."""

    column: float
    row: float
    text: str
    kind: Kind = "gate"


@dataclass(frozen=True)
class Wire:
    """A wire from one node to another, with the value that it carries and the gradient that comes back on it.

    ``row`` is where its level stretch runs, which bears the numbers: by default the row of the source, or of the
    target if the source has several wires.
    """

    source: str
    target: str
    value: Shown = None
    gradient: Shown = None
    row: float | None = None


def draw(
    nodes: Mapping[str, Node], wires: Sequence[Wire], *, title: str = "", gradients: bool = True, digits: int = 3
) -> Any:
    """Draw the graph and return the figure; its size in inches follows from its columns and rows.

    ``gradients=False`` leaves them out, for a picture of the forward pass alone. Numbers have at most ``digits``
    significant digits.

    Raises
    ------
    KeyError
        If a wire names a node that is not there.
    """
    left, right, low, high = _frame(nodes, wires)
    fig, axes = figure(width=(right - left) * COLUMN_INCHES, height=(high - low) * ROW_INCHES + 0.55)
    draw_on(axes, nodes, wires, title=title, gradients=gradients, digits=digits)
    key(fig, gradients=gradients)
    return fig


def draw_on(
    axes: Any,
    nodes: Mapping[str, Node],
    wires: Sequence[Wire],
    *,
    title: str = "",
    gradients: bool = True,
    digits: int = 3,
) -> None:
    """Draw the graph on axes that are there already, for a figure of several graphs."""
    for wire in wires:
        above, below = shown(wire.value, digits), shown(wire.gradient, digits)
        _draw_wire(axes, _run(nodes, wires, wire), above, below if gradients else "")
    for node in nodes.values():
        _draw_node(axes, node)
    left, right, low, high = _frame(nodes, wires)
    axes.set(xlim=(left, right), ylim=(low, high))
    axes.axis("off")
    if title:
        axes.set_title(title)


def key(fig: Any, *, gradients: bool = True) -> None:
    """Say under the figure what stands above a wire and what below."""
    back = "      below, behind ◂: the gradient that comes back on it" if gradients else ""
    fig.supxlabel("above a wire: its value" + back, fontsize=9, color=GREY)


def shown(value: Shown, digits: int = 3) -> str:
    """A number with at most ``digits`` significant digits, an array as '[0.22, 0.26]', a text as it is.

    >>> shown(-12.0), shown(0.19661), shown([0.22, 0.26])
    ('−12', '0.197', '[0.22, 0.26]')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    entries = np.asarray(value, dtype=float)
    if entries.ndim == 0:
        return f"{float(entries) + 0.0:.{digits}g}".replace("-", "−")  # adding 0 turns -0 into 0
    return "[" + ", ".join(shown(entry, digits) for entry in entries) + "]"


def _frame(nodes: Mapping[str, Node], wires: Sequence[Wire]) -> tuple[float, float, float, float]:
    """Left, right, low, high of the picture, in columns and rows."""
    rows = [y for wire in wires for _, y in _run(nodes, wires, wire)] + [node.row for node in nodes.values()]
    columns = [node.column for node in nodes.values()]
    return min(columns) - 0.6, max(columns) + 0.6, min(rows) - 0.75, max(rows) + 0.75


def _run(nodes: Mapping[str, Node], wires: Sequence[Wire], wire: Wire) -> list[tuple[float, float]]:
    """The corners of a wire: level in the middle, slanted where it changes rows."""
    start, end = nodes[wire.source], nodes[wire.target]
    shared = sum(other.source == wire.source for other in wires) > 1
    row = wire.row if wire.row is not None else (end.row if shared else start.row)
    points = [(start.column, start.row)]
    if row != start.row:
        points.append((start.column + BEND, row))
    if row != end.row:
        points.append((end.column - BEND, row))
    return [*points, (end.column, end.row)]


def _level(run: list[tuple[float, float]]) -> tuple[float, float]:
    """The middle of the level stretch, clear of the nodes at its ends."""
    for index, ((x0, y0), (x1, y1)) in enumerate(pairwise(run)):
        if y0 == y1:
            first = x0 + (RADIUS if index == 0 else 0.0)
            last = x1 - (RADIUS if index == len(run) - 2 else 0.0)
            return (first + last) / 2, y0
    return (run[0][0] + run[-1][0]) / 2, (run[0][1] + run[-1][1]) / 2


def _draw_wire(axes: Any, run: list[tuple[float, float]], above: str, below: str) -> None:
    xs, ys = [x for x, _ in run], [y for _, y in run]
    axes.plot(xs, ys, color=GREY, linewidth=1.2, zorder=1, solid_joinstyle="round")
    x, y = _level(run)
    backing = {"facecolor": GROUND, "edgecolor": "none", "pad": 0.6}
    if above:
        axes.text(x, y + 0.1, above, color=VALUE, ha="center", va="bottom", weight="bold", bbox=backing, zorder=3)
    if below:
        axes.text(x, y - 0.1, f"◂ {below}", color=GRADIENT, ha="center", va="top", bbox=backing, zorder=3)


def _draw_node(axes: Any, node: Node) -> None:
    if node.kind == "gate" and len(node.text) > FITS:
        frame = {"boxstyle": "round,pad=0.45", "facecolor": LIGHT, "edgecolor": INK}
        axes.text(node.column, node.row, node.text, ha="center", va="center", bbox=frame, zorder=5)
        return
    if node.kind == "gate":
        # markersize is in points, so the circle stays round whatever the axes' proportions
        axes.plot(node.column, node.row, "o", markersize=31, color=INK, markerfacecolor=LIGHT, zorder=4)
        axes.text(node.column, node.row, node.text, ha="center", va="center", zorder=5)
        return
    style = "italic" if node.kind == "input" else "normal"
    backing = {"facecolor": GROUND, "edgecolor": "none", "pad": 2.5}
    axes.text(node.column, node.row, node.text, ha="center", va="center", style=style, bbox=backing, zorder=5)
