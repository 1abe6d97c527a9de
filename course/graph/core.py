"""The core: a graph of values, a forward pass through it, and a backward pass that carries gradients home.

With the nodes v_1 … v_N in topological order, parents first, and the output L = v_N,

    forward     v_i = f_i(the values of its parents)                     i = 1, …, N
    backward    ∂L/∂v_N = 1,   ∂L/∂v_i = Σ over children j of ∂L/∂v_j · ∂v_j/∂v_i     i = N, …, 1

Each child j sends its *share*, upstream gradient times local derivative, along the edge to each of its parents. In
reverse order a node has heard from all its children before its own turn comes, so its sum is whole.
Source: Linnainmaa, "Taylor expansion of the accumulated rounding error", BIT 16, 1976.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

import numpy as np

from course.graph import blame
from course.graph.rules.rule import Rule
from course.graph.evaluate import evaluate
from course.graph.values import Value, as_leaf, as_seed, fit, is_finite

__all__ = ["Vertex", "backward", "forward", "shares", "topological_order"]


class Vertex:
    """A node of the graph; `course.graph.Node` adds the operators.

    ``parents`` are there before the node is made, and stay as they are: that is why a graph has no cycle.
    """

    __slots__ = ("gradient", "inputs", "name", "parents", "rule", "value")

    value: Value
    gradient: Any
    """∂L/∂value in the shape of ``value``, after a backward pass from L; None before."""
    parents: tuple[Vertex, ...]
    rule: Rule | None
    """How the value comes from the parents' and how a gradient goes back to them; None at a leaf."""
    inputs: tuple[Value, ...]
    """The parents' values as the forward pass used them: the backward pass needs them."""
    name: str

    def __init__(self, value: Any, name: str = "") -> None:
        self.value, self.name = as_leaf(value, name), name
        self.parents, self.rule, self.inputs, self.gradient = (), None, (), None


def topological_order(output: Vertex) -> list[Vertex]:
    """Every node that ``output`` depends on, itself last, each after its parents.

    A node is placed when it is met the second time, after everything above it. The stack is a list, for a graph
    may be deeper than Python allows functions to call each other.
    """
    order: list[Vertex] = []
    met: set[Vertex] = set()
    placed: set[Vertex] = set()
    stack = [output]
    while stack:
        node = stack[-1]
        if node not in met:
            met.add(node)
            stack.extend(node.parents)
            continue
        stack.pop()
        if node not in placed:
            placed.add(node)
            order.append(node)
    return order


def forward(output: Vertex) -> Value:
    """Compute every value again, in topological order, from the leaves' present values; return the output's.

    Raises
    ------
    ShapeError, DtypeError, NotFiniteError
        If a leaf's new value does not fit, or some node's value is not finite.
    """
    for node in topological_order(output):
        if node.rule is None:
            node.value = as_leaf(node.value, node.name)
        else:
            node.inputs = tuple([parent.value for parent in node.parents])
            node.value = evaluate(node.rule, node.parents, node.inputs)
    return output.value


def backward(output: Vertex, seed: Any = None) -> None:
    """Set ``gradient`` on every node that ``output`` depends on. Again gives the same, for each pass starts from 0.

    ``seed`` is ∂L/∂output, in the shape of ``output``: 1 by default, which needs an output that is one number.

    Raises
    ------
    ShapeError
        If the output is an array and there is no seed, or the seed has another shape.
    InputError
        If a leaf's value was changed and no forward pass followed.
    NotFiniteError
        If a gradient is not finite; the message names the node where that began.
    """
    order = topological_order(output)
    for node in order:
        node.gradient = 0.0
    output.gradient = as_seed(seed, output.value)
    with np.errstate(all="ignore"):
        for node in reversed(order):  # i = N, …, 1
            if not is_finite(node.gradient):
                raise blame.gradient_not_finite(node, order)
            for parent, share in zip(node.parents, shares(node), strict=True):
                parent.gradient += share


def shares(node: Vertex) -> tuple[Value, ...]:
    """What ``node`` sends to each of its parents: upstream gradient × local derivative, in the parent's shape."""
    if node.rule is None:
        return ()
    for parent, used in zip(node.parents, node.inputs, strict=True):
        if parent.value is not used:
            raise blame.stale(node, parent)
    try:
        sent = node.rule.back(node.gradient, node.value, *node.inputs)
    except ArithmeticError as error:  # Python's own division by 0 and overflow; NumPy makes infinities of them
        raise blame.no_slope(node, error) from error
    if float is type(sent[0]) is type(sent[-1]) is type(node.value):
        return sent
    return tuple([fit(share, used) for share, used in zip(sent, node.inputs, strict=True)])
