"""How a node and its numbers are written in errors, tables and representations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from course.graph.core import Vertex

__all__ = ["expression", "label", "shown"]

ENTRIES = 6
"""Arrays of at most so many entries are written out; of larger ones only the shape is said."""
DEPTH = 3
"""How far an expression is followed towards the leaves before the rest becomes '…'."""


def shown(value: Any) -> str:
    """A number with at most 4 significant digits, a small array as rows of them, a large one as its shape.

    >>> shown(-12.0), shown(0.196612), shown(np.array([0.22, 0.26])), shown(np.zeros((30, 2)))
    ('−12', '0.1966', '[0.22, 0.26]', 'array (30, 2)')
    """
    array = np.asarray(value)
    if array.ndim == 0:
        return f"{float(array) + 0.0:.4g}".replace("-", "−")  # adding 0 turns −0 into 0
    if array.size > ENTRIES:
        return f"array {array.shape}"
    return "[" + ", ".join(shown(entry) for entry in array) + "]"


def label(node: Vertex) -> str:
    """The node's name; without one, a leaf's value or the expression that made the node."""
    return node.name or expression(node)


def expression(node: Vertex, depth: int = DEPTH) -> str:
    """How the node was made, in the names of what it was made from: '(x + y) × z'."""
    if node.rule is None:
        return node.name or shown(node.value)
    return node.rule.written([_operand(parent, depth - 1) for parent in node.parents])


def _operand(node: Vertex, depth: int) -> str:
    if node.name or node.rule is None:
        return label(node)
    if depth <= 0:
        return "…"
    text = expression(node, depth)
    return f"({text})" if " " in text and not text.endswith(")") else text
