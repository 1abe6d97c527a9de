"""Run a rule forwards; where that fails, say which operation and which operands were at fault."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from course.errors import ChainRuleError
from course.graph import blame
from course.graph.rules.rule import Rule
from course.graph.values import Value, is_finite, tidy

if TYPE_CHECKING:
    from course.graph.core import Vertex

__all__ = ["evaluate"]


def evaluate(rule: Rule, parents: tuple[Vertex, ...], inputs: tuple[Value, ...]) -> Value:
    """The rule's value on ``inputs``, the values of ``parents``.

    Raises
    ------
    ShapeError
        If the operation does not take operands of these shapes.
    NotFiniteError
        If the value holds a NaN or an infinity: this operation is the first to make one.
    """
    try:
        # Plain floats need none of NumPy's protection, and its price is that of a whole operation on them.
        value = rule.value(*inputs) if float is type(inputs[0]) is type(inputs[-1]) else _quietly(rule, inputs)
    except ChainRuleError:  # a function of the course has said it better
        raise
    except ArithmeticError as error:  # Python's own division by 0 and overflow; NumPy makes infinities of them
        raise blame.value_not_finite(rule, parents, str(error.args[-1])) from error
    except (ValueError, TypeError, IndexError) as error:
        raise blame.operands(rule, parents) from error
    if type(value) is float and isfinite(value):
        return value
    value = tidy(value)
    if not is_finite(value):
        raise blame.value_not_finite(rule, parents, value)
    return value


@np.errstate(all="ignore")  # an overflow shows as an infinity, which is reported with the operation's name
def _quietly(rule: Rule, inputs: tuple[Value, ...]) -> Any:
    return rule.value(*inputs)
