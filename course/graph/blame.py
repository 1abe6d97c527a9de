"""The errors of a graph, each with the names of the nodes that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from course.errors import InputError, NotFiniteError, ShapeError
from course.graph.rules.rule import Rule
from course.graph.values import first_not_finite
from course.graph.wording import expression, label, operation, shown

if TYPE_CHECKING:
    from course.graph.core import Vertex

__all__ = ["gradient_not_finite", "no_slope", "operands", "stale", "value_not_finite"]


def operands(rule: Rule, parents: Sequence[Vertex]) -> ShapeError:
    """NumPy refused the operands of an operation."""
    got = " and ".join(f"{label(parent)} of shape {np.shape(parent.value)}" for parent in parents)
    return ShapeError(operation(rule, parents), expected="shapes that fit", got=got, hint=rule.hint)


def value_not_finite(rule: Rule, parents: Sequence[Vertex], value: Any) -> NotFiniteError:
    """An operation made a NaN or an infinity of finite numbers; ``value`` is the result, or what Python said."""
    got = value if isinstance(value, str) else first_not_finite(value)
    given = ", ".join(f"{label(parent)} = {shown(parent.value)}" for parent in parents if parent.name or parent.rule)
    return NotFiniteError(operation(rule, parents), expected="a finite value",
                          got=got + (f" (with {given})" if given else ""),
                          hint="operands for which the operation neither overflows nor is undefined")  # fmt: skip


def gradient_not_finite(node: Vertex) -> NotFiniteError:
    """The gradient that has come together at ``node`` is not finite, and no gradient was so before."""
    return NotFiniteError(f"gradient of {_named(node)}", expected="finite numbers",
                          got=first_not_finite(node.gradient),
                          hint="a point where every slope is finite: a root or logarithm has none at 0")  # fmt: skip


def no_slope(node: Vertex, said: str) -> NotFiniteError:
    """Python could not compute the local derivative of ``node``."""
    return NotFiniteError(f"gradient through {_named(node)}", expected="a finite slope", got=said,
                          hint="a point where the slope is finite: a root has none at 0")  # fmt: skip


def stale(node: Vertex, parent: Vertex) -> InputError:
    """The backward pass would mix old values with new ones."""
    return InputError(label(parent), expected=f"the value that {_named(node)} was computed from",
                      got="a value assigned later", hint="output.forward(), then output.backward()")  # fmt: skip


def _named(node: Vertex) -> str:
    made = expression(node)
    return f"{node.name} = {made}" if node.name and node.rule else made
