"""The errors of a graph, each with the names of the nodes that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from course.errors import InputError, NotFiniteError, ShapeError
from course.graph.rules.rule import Rule
from course.graph.values import first_not_finite
from course.graph.wording import expression, label, shown

if TYPE_CHECKING:
    from course.graph.core import Vertex

__all__ = ["no_slope", "gradient_not_finite", "operands", "stale", "value_not_finite"]


def operands(rule: Rule, parents: Sequence[Vertex]) -> ShapeError:
    """NumPy refused the operands of an operation."""
    got = " and ".join(f"{label(parent)} of shape {np.shape(parent.value)}" for parent in parents)
    return ShapeError(_operation(rule, parents), expected="operands that fit", got=got, hint=rule.hint)


def value_not_finite(rule: Rule, parents: Sequence[Vertex], value: Any) -> NotFiniteError:
    """An operation made a NaN or an infinity of finite numbers; ``value`` is the result, or what Python said."""
    got = value if isinstance(value, str) else first_not_finite(value)
    given = ", ".join(f"{label(parent)} = {shown(parent.value)}" for parent in parents)
    return NotFiniteError(_operation(rule, parents), expected="a finite value", got=f"{got} (with {given})",
                          hint="smaller numbers, or a form that does not overflow or divide by 0")  # fmt: skip


def gradient_not_finite(node: Vertex, share: Any) -> NotFiniteError:
    """An operation sent a gradient that is not finite to one of its inputs; all that it was given was finite."""
    got = str(share) if isinstance(share, ArithmeticError) else first_not_finite(share)
    return NotFiniteError(f"gradient through {_named(node)}", expected="a finite gradient",
                          got=f"{got} (upstream {shown(node.gradient)})",
                          hint="a point where the operation has a finite slope")  # fmt: skip


def stale(node: Vertex, parent: Vertex) -> InputError:
    """The backward pass would mix old values with new ones."""
    return InputError(label(parent), expected=f"the value that {_named(node)} was computed from",
                      got="another value", hint="output.forward() after a change, then output.backward()")  # fmt: skip


def _operation(rule: Rule, parents: Sequence[Vertex]) -> str:
    return rule.written([label(parent) for parent in parents])


def _named(node: Vertex) -> str:
    made = expression(node)
    return f"{node.name} = {made}" if node.name and node.rule else made
