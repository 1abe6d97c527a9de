"""The graphs that lesson 07 works through: where each node stands; the numbers come from the lesson's own code.

Each layout gives its nodes and its wires. A wire is named by the quantity that it carries, which is the key of its
value; where a quantity runs along several wires, each has a gradient of its own, named in the wire.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from course.plots import graph
from course.plots.graph import Node, Shown, Wire


@dataclass(frozen=True)
class Line:
    """A wire of a layout: the keys of its ``value`` and of its ``gradient`` (by default the same key)."""

    source: str
    target: str
    value: str
    gradient: str = ""
    row: float | None = None


@dataclass(frozen=True)
class Layout:
    """Nodes by name, and the lines between them."""

    nodes: Mapping[str, Node]
    lines: tuple[Line, ...]


def _input(column: float, row: float, text: str) -> Node:
    return Node(column, row, text, "input")


def _output(column: float, row: float, text: str) -> Node:
    return Node(column, row, text, "output")


SUM_TIMES = Layout(
    {"x": _input(0, 2, "x"), "y": _input(0, 1, "y"), "z": _input(0, 0, "z"), "+": Node(1.5, 1.5, "+"),
     "×": Node(3.1, 0.75, "×"), "f": _output(4.6, 0.75, "f")},
    (Line("x", "+", "x"), Line("y", "+", "y"), Line("z", "×", "z"), Line("+", "×", "q"), Line("×", "f", "f")),
)  # fmt: skip

COPIES = Layout(
    {"a": _input(0, 0, "a"), "b": Node(2.0, 0, "+"), "c": Node(4.0, 0, "+"), "out": _output(5.5, 0, "c")},
    (Line("a", "b", "a", "a1", 0.55), Line("a", "b", "a", "a2", -0.55), Line("b", "c", "b", "b1", 0.55),
     Line("b", "c", "b", "b2", -0.55), Line("c", "out", "c")),
)  # fmt: skip

FOUR_GATES = Layout(
    {"x": _input(0, 3, "x"), "y": _input(0, 2, "y"), "z": _input(0, 1, "z"), "w": _input(0, 0, "w"),
     "×": Node(1.5, 2.5, "×"), "max": Node(1.5, 0.5, "max"), "+": Node(3.2, 1.5, "+"), "2": Node(4.6, 1.5, "×2"),
     "f": _output(5.9, 1.5, "f")},
    (Line("x", "×", "x"), Line("y", "×", "y"), Line("z", "max", "z"), Line("w", "max", "w"), Line("×", "+", "p"),
     Line("max", "+", "m"), Line("+", "2", "s"), Line("2", "f", "f")),
)  # fmt: skip

SIGMOID_UNIT = Layout(
    {"w0": _input(0, 4, "w₀"), "x0": _input(0, 3, "x₀"), "w1": _input(0, 2, "w₁"), "x1": _input(0, 1, "x₁"),
     "w2": _input(0, 0, "w₂"), "×0": Node(1.2, 3.5, "×"), "×1": Node(1.2, 1.5, "×"), "+": Node(2.5, 2.5, "+"),
     "+2": Node(4.0, 1.25, "+"), "neg": Node(5.0, 1.25, "×−1"), "exp": Node(6.0, 1.25, "exp"),
     "one": Node(7.0, 1.25, "+1"), "inv": Node(8.0, 1.25, "1/u"), "f": _output(9.1, 1.25, "f")},
    (Line("w0", "×0", "w0"), Line("x0", "×0", "x0"), Line("w1", "×1", "w1"), Line("x1", "×1", "x1"),
     Line("w2", "+2", "w2"), Line("×0", "+", "p0"), Line("×1", "+", "p1"), Line("+", "+2", "s", row=2.5),
     Line("+2", "neg", "z"), Line("neg", "exp", "n"), Line("exp", "one", "e"), Line("one", "inv", "u"),
     Line("inv", "f", "f")),
)  # fmt: skip

RIDGE = Layout(
    {"w": _input(0, 2.3, "w"), "b": _input(0, 0.5, "b"), "y": _input(2.2, -0.1, "y"),
     "lin": Node(2.4, 1.0, "w·x + b"), "res": Node(4.1, 0.45, "y − ŷ"), "sq": Node(5.5, 0.45, "r²"),
     "pen": Node(5.4, 2.3, "λ wᵀw"), "+": Node(7.0, 1.35, "+"), "J": _output(8.3, 1.35, "J")},
    (Line("w", "lin", "w", "w1", 1.5), Line("w", "pen", "w", "w2", 2.3), Line("b", "lin", "b"),
     Line("lin", "res", "p"), Line("y", "res", "y"), Line("res", "sq", "r"), Line("sq", "+", "l"),
     Line("pen", "+", "R"), Line("+", "J", "J")),
)  # fmt: skip

TWO_LAYER = Layout(
    {"x1": _input(0, 0, "x₁"), "h1": Node(1.8, 0.6, "unit 1"), "h2": Node(1.8, -0.6, "unit 2"),
     "+": Node(3.8, 0, "w₂·a + b₂"), "σ": Node(5.4, 0, "σ"), "ℓ": Node(6.8, 0, "ℓ(ŷ)"), "out": _output(8.1, 0, "ℓ")},
    (Line("x1", "h1", "x1", "x1_1"), Line("x1", "h2", "x1", "x1_2"), Line("h1", "+", "a1"), Line("h2", "+", "a2"),
     Line("+", "σ", "z"), Line("σ", "ℓ", "p"), Line("ℓ", "out", "l")),
)  # fmt: skip


def draw(
    layout: Layout,
    values: Mapping[str, Shown],
    gradients: Mapping[str, Shown] | None = None,
    *,
    title: str = "",
    digits: int = 3,
) -> Any:
    """Draw a layout with the lesson's numbers; without ``gradients``, the forward pass alone.

    Raises
    ------
    KeyError
        If a wire's value or gradient is missing.
    """
    backs = gradients or {}
    wires = [
        Wire(line.source, line.target, values[line.value],
             backs[line.gradient or line.value] if gradients else None, line.row)
        for line in layout.lines
    ]  # fmt: skip
    return graph.draw(layout.nodes, wires, title=title, gradients=bool(gradients), digits=digits)
