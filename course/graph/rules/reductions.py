"""Sum, mean and maximum over axes: many numbers become one, and its gradient goes back to them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from course.errors import InputError
from course.graph.rules.rule import Rule

__all__ = ["Axis", "maximum_over", "mean_over", "sum_over"]

Axis = int | tuple[int, ...] | None
HINT = "an axis that the array has, and along it one entry at least"


@lru_cache(maxsize=64)
def sum_over(axis: Axis, keepdims: bool) -> Rule:
    """Out = Σ a: every entry gets the upstream gradient of its sum."""
    return Rule(
        "Σ", _written("sum", axis),
        value=lambda a: np.sum(a, axis=axis, keepdims=keepdims),
        back=lambda up, out, a: (_spread(up, a, axis, keepdims),),
        local=("1 for every entry",), hint=HINT,
    )  # fmt: skip


@lru_cache(maxsize=64)
def mean_over(axis: Axis, keepdims: bool) -> Rule:
    """Out = Σ a / n: every entry gets one n-th of the upstream gradient."""
    return Rule(
        "mean", _written("mean", axis),
        value=lambda a: np.mean(a, axis=axis, keepdims=keepdims),
        back=lambda up, out, a: (_spread(up, a, axis, keepdims) * (np.size(out) / np.size(a)),),
        local=("1 / n for every entry",), hint=HINT,
    )  # fmt: skip


@lru_cache(maxsize=64)
def maximum_over(axis: int | None, keepdims: bool) -> Rule:
    """Out = the largest entry, which gets all of the upstream gradient; of equal ones the first gets it.

    At a tie the derivative is a whole interval, from 0 to the upstream gradient for each of the equals: this is one
    of the answers that are right there, and the one that keeps the gate a router.
    """
    if isinstance(axis, tuple):
        raise InputError("axis", expected="one axis, or None for all of them", got=str(axis),
                         hint="x.max(0).max(0), one after the other")  # fmt: skip

    def back(up: Any, out: Any, a: Any) -> tuple[Any]:
        entries, along = (np.ravel(a), 0) if axis is None else (a, axis)
        first = np.argmax(entries, axis=along, keepdims=True)
        routed = np.zeros_like(entries)
        np.put_along_axis(routed, first, np.reshape(up, first.shape), axis=along)
        return (routed.reshape(np.shape(a)),)

    return Rule(
        "max", _written("max", axis),
        value=lambda a: np.max(a, axis=axis, keepdims=keepdims),
        back=back,
        local=("1 at the largest entry, else 0",), hint=HINT,
    )  # fmt: skip


def _spread(up: Any, a: Any, axis: Axis, keepdims: bool) -> Any:
    """The gradient of a reduced array, laid out over the shape of what was reduced."""
    kept = up if axis is None or keepdims else np.expand_dims(up, axis)
    return np.broadcast_to(kept, np.shape(a))


def _written(word: str, axis: Axis) -> str:
    return f"{word}({{a}})" if axis is None else f"{word}({{a}}, axis {axis})"
