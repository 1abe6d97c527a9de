"""`Node`: a number or an array to write formulas with; what is written becomes a graph."""

from __future__ import annotations

from typing import Any

from course.graph.core import Vertex, backward, forward
from course.graph.evaluate import evaluate
from course.graph.rules import arithmetic as gates
from course.graph.rules.rule import Rule

__all__ = ["Node", "apply"]


class Node(Vertex):
    __slots__ = ()
    __array_ufunc__ = None
    def __add__(self, other: Any) -> Node:
        return pair(gates.ADD, self, other)
    __radd__=__add__
    def __mul__(self, other: Any) -> Node:
        return pair(gates.MULTIPLY, self, other)
    __rmul__=__mul__
    def __sub__(self, other: Any) -> Node:
        return pair(gates.SUBTRACT, self, other)
    def backward(self, seed=None): backward(self, seed)

def apply(rule: Rule, first: Any, *others: Any) -> Node:
    parents = (first,) if not others else (first, others[0] if type(others[0]) is Node else Node(others[0]))
    node = Node.__new__(Node)
    node.parents, node.rule, node.gradient, node.name = parents, rule, None, ""
    node.inputs = tuple([parent.value for parent in parents])
    node.value = evaluate(rule, parents, node.inputs)
    return node
def pair(rule: Rule, a: Any, b: Any) -> Node:
    if type(b) is not Node:
        b = Node(b)
    node = Node.__new__(Node)
    node.parents = parents = (a, b)
    node.inputs = inputs = (a.value, b.value)
    node.value = evaluate(rule, parents, inputs)
    node.rule = rule
    node.gradient = None
    node.name = ""
    return node
