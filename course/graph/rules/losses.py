"""The losses of `course.losses` as rules: an array of predictions or logits becomes one number, a mean.

Logits and targets meet in one rule, since softmax and logarithm apart would overflow. Targets are data, not nodes,
but for the squared error, whose two sides are alike.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from course.graph.rules.rule import Rule
from course.losses import (
    binary_cross_entropy,
    binary_cross_entropy_grad,
    mean_squared_error,
    mean_squared_error_grad,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
)

__all__ = ["MEAN_SQUARED_ERROR", "binary_cross_entropy_with", "softmax_cross_entropy_with"]


def _squared_error_back(up: Any, out: Any, a: Any, b: Any) -> tuple[Any, Any]:
    slope = up * mean_squared_error_grad(a, b)
    return slope, -slope


MEAN_SQUARED_ERROR = Rule(
    "MSE", "MSE({a}, {b})",
    value=np.errstate(all="ignore")(mean_squared_error),
    back=_squared_error_back,
    local=("2 ({a} − {b}) / n", "−2 ({a} − {b}) / n"),
)  # fmt: skip


def binary_cross_entropy_with(y: Any) -> Rule:
    """Mean of log(1 + e^z) − y z over logits z = a, for targets ``y`` in [0, 1] of the same shape."""
    y = np.array(y)
    return Rule(
        "BCE", "BCE({a}, y)",
        value=lambda a: binary_cross_entropy(a, y),
        back=lambda up, out, a: (up * binary_cross_entropy_grad(a, y),),
        local=("(σ({a}) − y) / n",),
    )  # fmt: skip


def softmax_cross_entropy_with(y: Any) -> Rule:
    """Mean over rows of −log softmax(a)[i, y_i], for class indices ``y``, one a row."""
    y = np.array(y)
    return Rule(
        "CE", "CE({a}, y)",
        value=lambda a: softmax_cross_entropy(a, y),
        back=lambda up, out, a: (up * softmax_cross_entropy_grad(a, y),),
        local=("(softmax({a}) − onehot(y)) / n",),
    )  # fmt: skip
