"""A backward pass written down: for every node its value and gradient, and what each of its children sent.

A widget draws from these records, lessons quote them, and `course.graph.table.text` prints them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from course.graph.core import Vertex, backward, shares, topological_order
from course.graph.values import Value
from course.graph.wording import shown

__all__ = ["Edge", "Record", "trace"]


@dataclass(frozen=True, slots=True)
class Edge:
    """One wire of the graph, from a node to one of its children. An operation on x and x has two from x."""

    source: int
    """The `Record.index` of the node whose value the wire carries forwards."""
    target: int
    """The `Record.index` of the child that uses it, and sends the gradient back."""
    child: str
    """The child's label."""
    value: Value
    local: float | None
    """∂child/∂source, where both are numbers; None for arrays, whose Jacobian nobody forms."""
    formula: str
    """The local derivative written out with the labels of the graph: 'z', '1 − t²'."""
    upstream: Value
    """The child's own gradient."""
    share: Value
    """upstream × local: the gradient that flows back along this wire, in the shape of ``value``."""


@dataclass(frozen=True, slots=True)
class Record:
    """One node. ``edges`` lead to its children; the shares on them add up to ``gradient``."""

    index: int
    """Its place in topological order, from 1; the output's is N. The backward pass runs from N to 1."""
    label: str
    """Its name; without one, v1, v2, … after ``index``, or the number itself if it is a constant."""
    expression: str
    """How it was made, in the labels of its parents: 'q × z'. Empty at a leaf."""
    symbol: str
    """The operation's sign for a drawing: '×'. Empty at a leaf."""
    parents: tuple[int, ...]
    value: Value
    gradient: Value
    edges: tuple[Edge, ...]
    """In the order in which the shares arrived. Empty at the output, whose gradient is the seed."""

    @property
    def total(self) -> str:
        """The sum over the children written out: '4 + 2 = 6'; where there is one child or none, the gradient."""
        if len(self.edges) < 2:
            return shown(self.gradient)
        first, *others = [shown(edge.share) for edge in self.edges]
        signed = [f" − {other[1:]}" if other.startswith("−") else f" + {other}" for other in others]
        return first + "".join(signed) + f" = {shown(self.gradient)}"


def trace(output: Vertex, seed: Any = None) -> list[Record]:
    """Run the backward pass from ``output`` and return one record a node, in its order: the output first.

    ``seed`` and errors are those of `course.graph.backward`. Time and memory grow with the number of edges.
    """
    backward(output, seed)
    order = topological_order(output)
    index = {node: place for place, node in enumerate(order, start=1)}
    labels = {node: _label(node, place) for node, place in index.items()}
    arrived: dict[Vertex, list[Edge]] = {node: [] for node in order}
    for child in reversed(order):
        names = [labels[parent] for parent in child.parents]
        slopes = _slopes(child)
        for position, (parent, share) in enumerate(zip(child.parents, shares(child), strict=True)):
            formula = child.rule.local_written(position, names, labels[child]) if child.rule else ""
            edge = Edge(index[parent], index[child], labels[child], parent.value, slopes[position], formula,
                        child.gradient, share)  # fmt: skip
            arrived[parent].append(edge)
    return [_record(node, index, labels, arrived[node]) for node in reversed(order)]


def _label(node: Vertex, index: int) -> str:
    constant = node.rule is None and type(node.value) is float
    return node.name or (shown(node.value) if constant else f"v{index}")


def _slopes(child: Vertex) -> tuple[float | None, ...]:
    """The local derivatives as numbers, if all that the operation touches are numbers."""
    if child.rule is None or not all(type(value) is float for value in (child.value, *child.inputs)):
        return (None,) * len(child.parents)
    return tuple(float(slope) for slope in child.rule.back(1.0, child.value, *child.inputs))


def _record(node: Vertex, index: dict[Vertex, int], labels: dict[Vertex, str], edges: list[Edge]) -> Record:
    rule, parents = node.rule, node.parents
    made = rule.written([labels[parent] for parent in parents]) if rule else ""
    places = tuple(index[parent] for parent in parents)
    return Record(index[node], labels[node], made, rule.symbol if rule else "", places, node.value, node.gradient,
                  tuple(edges))  # fmt: skip
