"""How a node and its numbers are written in errors, tables and representations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from course.graph.rules.rule import Rule

if TYPE_CHECKING:
    from course.graph.core import Vertex

__all__ = ["expression", "label", "operation", "shown"]

ENTRIES = 6
"""Arrays of at most so many entries are written out; of larger ones only the shape is said."""
DEPTH = 2
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


def expression(node: Vertex) -> str:
    """How the node was made, in the names of what it was made from: '(x + y) × z'. A leaf's name or value."""
    return node.name or shown(node.value) if node.rule is None else operation(node.rule, node.parents)


def operation(rule: Rule, parents: Sequence[Vertex], depth: int = DEPTH) -> str:
    """An operation on nodes, written out."""
    return rule.written([_operand(parent, rule, depth) for parent in parents])


def _operand(node: Vertex, outer: Rule, depth: int) -> str:
    if node.name or node.rule is None:
        return label(node)
    if depth == 0:
        return "…"
    text = operation(node.rule, node.parents, depth - 1)
    return text if _is_call(outer) or _is_call(node.rule) or " " not in text else f"({text})"


def _is_call(rule: Rule) -> bool:
    return rule.text.endswith(")")  # 'tanh({a})' keeps its operand together, '{a} × {b}' does not
