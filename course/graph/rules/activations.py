"""The activations of `course.activations`, forwards and backwards, as rules of a graph."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from course.activations import leaky_relu as leaky
from course.activations import (
    leaky_relu_backward,
    log_softmax,
    sigmoid,
    sigmoid_backward,
    softmax,
    softmax_backward,
    tanh,
    tanh_backward,
)
from course.graph.rules.arithmetic import MAXIMUM
from course.graph.rules.rule import Rule

__all__ = ["LOG_SOFTMAX", "RELU", "SIGMOID", "SOFTMAX", "TANH", "leaky_relu"]

TANH = Rule(
    "tanh", "tanh({a})",
    value=tanh,
    back=lambda up, out, a: (tanh_backward(out, up),),
    local=("1 − {out}²",),
)  # fmt: skip

SIGMOID = Rule(
    "σ", "σ({a})",
    value=sigmoid,
    back=lambda up, out, a: (sigmoid_backward(out, up),),
    local=("{out} (1 − {out})",),
)  # fmt: skip

RELU = Rule(  # max(0, a): the router whose first input is 0, which gets all at a tie, so that relu'(0) = 0
    "relu", "relu({a})",
    value=lambda a: MAXIMUM.value(0.0, a),
    back=lambda up, out, a: MAXIMUM.back(up, out, 0.0, a)[1:],
    local=("1 where {a} > 0, else 0",),
)  # fmt: skip

SOFTMAX = Rule(
    "softmax", "softmax({a})",
    value=softmax,
    back=lambda up, out, a: (softmax_backward(out, up),),
    local=("diag({out}) − {out} {out}ᵀ, row by row",), hint="one row of logits, or an array of rows",
)  # fmt: skip

LOG_SOFTMAX = Rule(
    "log softmax", "log_softmax({a})",
    value=log_softmax,
    back=lambda up, out, a: (up - np.exp(out) * np.sum(up, axis=-1, keepdims=True),),
    local=("I − 1 softmax({a})ᵀ, row by row",), hint="one row of logits, or an array of rows",
)  # fmt: skip


@lru_cache(maxsize=64)
def leaky_relu(slope: float) -> Rule:
    """Out = a where a > 0, else slope · a; at the kink a = 0 the course takes the left slope, as for `relu`."""
    return Rule(
        "leaky relu", "leaky_relu({a})",
        value=lambda a: leaky(a, slope),
        back=lambda up, out, a: (leaky_relu_backward(a, up, slope),),
        local=(f"1 where {{a}} > 0, else {slope:g}",),
    )  # fmt: skip
