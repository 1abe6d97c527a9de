"""A residual block as a graph: x goes through F, and round it."""

from __future__ import annotations

from typing import Any

from course.plots import graph
from course.plots.graph import Node, Wire


def draw(x: float, change: float, back: float | None = None, *, slope: float = 0.0) -> Any:
    """With F(x) = ``change``; ``back`` is the gradient at the output and ``slope`` that of F, for the way back."""
    nodes = {
        "x": Node(0, 0, "x", "input"),
        "F": Node(1.6, 0.9, "F"),
        "+": Node(3.2, 0, "+"),
        "y": Node(4.6, 0, "y", "output"),
    }
    through = None if back is None else back * slope
    wires = [
        Wire("x", "F", x, through, row=0.9),
        Wire("x", "+", x, back, row=0.0),
        Wire("F", "+", change, back, row=0.9),
        Wire("+", "y", x + change, back),
    ]
    way = "forwards" if back is None else "and backwards: the two ways add up at x"
    return graph.draw(nodes, wires, title=f"y = x + F(x), {way}", gradients=back is not None)
