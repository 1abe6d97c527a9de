"""`Node`: a number or an array to write formulas with. What is written becomes a graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.errors import InputError
from course.graph.core import Vertex, backward, forward
from course.graph.evaluate import evaluate
from course.graph.rules import arithmetic as gates
from course.graph.rules.matmul import MATMUL
from course.graph.rules.reductions import Axis, maximum_over, mean_over, sum_over
from course.graph.rules.rule import Rule
from course.graph.rules.shapes import indexing, reshaping, transposition
from course.graph.values import Value, as_leaf
from course.graph.wording import expression, shown

__all__ = ["Node", "apply"]


def _operators(rule: Rule) -> tuple[Callable[[Any, Any], Node], Callable[[Any, Any], Node]]:
    """A rule as the two methods of a binary operator: node ∘ other, and other ∘ node."""

    def operator(self: Node, other: Any) -> Node:
        if not isinstance(other, Node):
            other = Node(other)
        return _made(rule, (self, other), (self.value, other.value))

    def reflected(self: Node, other: Any) -> Node:
        return operator(Node(other), self)

    return operator, reflected


class Node(Vertex):
    """A value that remembers how it was made.

    >>> x, y, z = Node(-2.0, "x"), Node(5.0, "y"), Node(-4.0, "z")
    >>> f = (x + y) * z
    >>> f.backward()
    >>> f.value, x.gradient, y.gradient, z.gradient
    (-12.0, -4.0, -4.0, 3.0)

    An array is copied. To go on from other values, assign them to the leaves' ``value`` and call ``f.forward()``.

    Raises
    ------
    DtypeError, NotFiniteError
        Unless ``value`` is a number, or an array of float64 or float32, with finite entries.
    """

    __slots__ = ()
    __array_ufunc__ = None  # so that array * node asks the node, and does not loop over the array's entries
    __iter__ = None  # else Python would iterate by indexing, and make a node of every entry

    def __init__(self, value: Any, name: str = "") -> None:
        held = as_leaf(value, name)
        self.value = held if type(held) is float else held.copy()
        self.name = name
        self.parents, self.rule, self.inputs, self.gradient = (), None, (), None

    def named(self, name: str) -> Node:
        """The node itself, with a name that errors and traces use: ``q = (x + y).named("q")``."""
        self.name = name
        return self

    @property
    def shape(self) -> tuple[int, ...]:
        """The value's shape: () for a number."""
        return np.shape(self.value)

    def forward(self) -> Value:
        """Compute this node again from its leaves' present values: `course.graph.forward`."""
        return forward(self)

    def backward(self, seed: Any = None) -> None:
        """Set the gradient of this node with respect to all that it depends on: `course.graph.backward`."""
        backward(self, seed)

    def __repr__(self) -> str:
        name = f"{self.name} = " if self.name else ""
        made = f"{expression(self)} = " if self.rule else ""
        gradient = "" if self.gradient is None else f", gradient {shown(self.gradient)}"
        return f"<{name}{made}{shown(self.value)}{gradient}>"

    __add__, __radd__ = _operators(gates.ADD)
    __sub__, __rsub__ = _operators(gates.SUBTRACT)
    __mul__, __rmul__ = _operators(gates.MULTIPLY)
    __truediv__, __rtruediv__ = _operators(gates.DIVIDE)
    __matmul__, __rmatmul__ = _operators(MATMUL)

    def __neg__(self) -> Node:
        return _made(gates.NEGATE, (self,), (self.value,))

    def __pow__(self, exponent: Any) -> Node:
        if isinstance(exponent, (int, float, np.number)):
            return _made(gates.power(float(exponent)), (self,), (self.value,))
        return apply(gates.POWER, self, exponent)

    def __rpow__(self, base: Any) -> Node:
        return apply(gates.POWER, base, self)

    def __getitem__(self, key: Any) -> Node:
        if any(isinstance(part, Vertex) for part in (key if isinstance(key, tuple) else (key,))):
            raise InputError("index", expected="numbers, slices or index arrays", got="a node", hint="x[i.value]")
        return apply(indexing(key), self)

    def sum(self, axis: Axis = None, keepdims: bool = False) -> Node:
        """Σ of all entries, or along one axis or several."""
        return apply(sum_over(axis, keepdims), self)

    def mean(self, axis: Axis = None, keepdims: bool = False) -> Node:
        """The mean of all entries, or along one axis or several."""
        return apply(mean_over(axis, keepdims), self)

    def max(self, axis: int | None = None, keepdims: bool = False) -> Node:
        """The largest entry, of all or along one axis. At a tie the first one gets the gradient."""
        return apply(maximum_over(axis, keepdims), self)

    def reshape(self, *shape: Any) -> Node:
        """The same entries in another shape: ``x.reshape(2, 3)``, ``x.reshape((2, 3))`` or ``x.reshape(-1)``."""
        return apply(reshaping(_flat(shape)), self)

    def transpose(self, *axes: Any) -> Node:
        """The axes reversed, or in the order given."""
        return apply(transposition(_flat(axes) or None), self)

    @property
    def T(self) -> Node:  # noqa: N802 - NumPy's name for it
        """The transpose: all axes in reverse order."""
        return self.transpose()


def apply(rule: Rule, *operands: Any) -> Node:
    """The node that ``rule`` makes of ``operands``; numbers and arrays among them become nodes."""
    parents = tuple([operand if isinstance(operand, Node) else Node(operand) for operand in operands])
    return _made(rule, parents, tuple([parent.value for parent in parents]))


def _made(rule: Rule, parents: tuple[Node, ...], inputs: tuple[Value, ...]) -> Node:
    node = Node.__new__(Node)
    node.value = evaluate(rule, parents, inputs)
    node.parents, node.rule, node.inputs, node.gradient, node.name = parents, rule, inputs, None, ""
    return node


def _flat(lengths: tuple[Any, ...]) -> tuple[int, ...]:
    """(2, 3) from both ``f(2, 3)`` and ``f((2, 3))``."""
    given = lengths[0] if len(lengths) == 1 and isinstance(lengths[0], (tuple, list)) else lengths
    return tuple(int(length) for length in given)
