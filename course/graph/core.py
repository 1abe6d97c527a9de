"""The core: a graph of values, a forward pass through it, and a backward pass that carries gradients home.

With the nodes v_1 … v_N in topological order, parents first, and the output L = v_N,

    forward     v_i = f_i(the values of its parents)                                  i = 1, …, N
    backward    ∂L/∂v_N = 1,   ∂L/∂v_i = Σ over children j of ∂L/∂v_j · ∂v_j/∂v_i     i = N, …, 1

Each child j sends its *share*, upstream gradient × local derivative, along the edge to each of its parents. In
reverse order a node has heard from all its children before its own turn comes, so its sum is whole.
Source: Linnainmaa, "Taylor expansion of the accumulated rounding error", BIT 16, 1976.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

import numpy as np

from course.graph import blame
from course.graph.evaluate import evaluate
from course.graph.rules.rule import Rule
from course.graph.values import Value, as_leaf, as_seed, fit, is_finite

__all__ = ["Vertex", "backward", "forward", "shares", "topological_order"]


class Vertex:
    """A value, where it came from, and its gradient. `course.graph.Node` adds what makes it pleasant to write with.

    The parents of a node are there before it is made: that is why a graph has no cycle.
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


def topological_order(output: Vertex) -> list[Vertex]:
    """Every node that ``output`` depends on, each after its parents; so ``output`` comes last.

    A node waits, and leaves a None on the stack, until all that it depends on has its place. The stack is a list,
    since a graph may be deeper than Python lets functions call each other.
    """
    order: list[Vertex] = []
    waiting: list[Vertex] = []
    met: set[Vertex] = set()
    stack: list[Vertex | None] = [output]
    while stack:
        node = stack.pop()
        if node is None:
            order.append(waiting.pop())
        elif node not in met:
            met.add(node)
            waiting.append(node)
            stack += (None, *node.parents[::-1])
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
    """Set ``gradient`` on every node that ``output`` depends on. Each pass starts from 0, so twice is as once.

    ``seed`` is ∂L/∂output in the shape of ``output``. Without one it is 1, and the output must be one number.

    Raises
    ------
    ShapeError
        If the output is an array and there is no seed, or the seed has another shape.
    InputError
        If a leaf was given another value and no forward pass followed. An array that was changed in place, as by
        ``w.value -= …``, is still the same array: that goes unnoticed.
    NotFiniteError
        If a gradient is not finite; the message names the operation that made it.
    """
    order = topological_order(output)
    for node in order:
        node.gradient = 0.0
    output.gradient = as_seed(seed, output.value)
    with np.errstate(all="ignore"):  # what is not finite is reported by name
        for node in reversed(order):  # i = N, …, 1
            for parent, used, share in zip(node.parents, node.inputs, shares(node)):  # noqa: B905 - strict is slow
                if parent.value is not used:
                    raise blame.stale(node, parent)
                parent.gradient += share


def shares(node: Vertex) -> tuple[Value, ...]:
    """What ``node`` sends to each parent: upstream gradient × local derivative, in the shape of the parent."""
    up = node.gradient
    if not (isfinite(up) if type(up) is float else is_finite(up)):
        raise blame.gradient_not_finite(node)
    if node.rule is None:
        return ()
    try:
        sent = node.rule.back(up, node.value, *node.inputs)
    except ArithmeticError as error:  # Python's own division by 0 and overflow; NumPy makes infinities of them
        raise blame.no_slope(node, str(error.args[-1])) from error
    if float is type(sent[0]) is type(sent[-1]):
        return sent
    return tuple([fit(share, used) for share, used in zip(sent, node.inputs, strict=True)])
