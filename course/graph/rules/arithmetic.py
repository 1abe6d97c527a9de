"""The gates of a circuit: each is one line forwards and one line back, for numbers and arrays alike.

Source of the gates' names: Karpathy, "Backpropagation, intuitions", cs231n, Stanford.
"""

from __future__ import annotations

from functools import lru_cache
from operator import add, mul, neg, sub, truediv

import numpy as np

from course.graph.rules.rule import Rule

__all__ = ["ADD", "COPY", "DIVIDE", "MAXIMUM", "MULTIPLY", "NEGATE", "POWER", "SUBTRACT", "power"]

FIT = "shapes that are equal, or 1, counted from the last axis: x.reshape(...) adds an axis of length 1"

ADD = Rule(  # the distributor: both inputs get the upstream gradient as it is
    "+", "{a} + {b}",
    value=add,
    back=lambda up, out, a, b: (up, up),
    local=("1", "1"), hint=FIT,
)  # fmt: skip

SUBTRACT = Rule(
    "−", "{a} − {b}",
    value=sub,
    back=lambda up, out, a, b: (up, -up),
    local=("1", "−1"), hint=FIT,
)  # fmt: skip

MULTIPLY = Rule(  # the swap multiplier: each input gets the upstream gradient times the other input
    "×", "{a} × {b}",
    value=mul,
    back=lambda up, out, a, b: (up * b, up * a),
    local=("{b}", "{a}"), hint=FIT,
)  # fmt: skip

DIVIDE = Rule(
    "÷", "{a} / {b}",
    value=truediv,
    back=lambda up, out, a, b: (up / b, -up * out / b),
    local=("1 / {b}", "−{out} / {b}"), hint=FIT,
)  # fmt: skip

NEGATE = Rule(
    "−", "−{a}",
    value=neg,
    back=lambda up, out, a: (-up,),
    local=("−1",),
)  # fmt: skip

COPY = Rule(  # the adder, seen backwards: its children's gradients have met in its own before its turn comes
    "=", "copy({a})",
    value=lambda a: a,
    back=lambda up, out, a: (up,),
    local=("1",),
)  # fmt: skip


MAXIMUM = Rule(  # the router: the larger input gets all of the upstream gradient; at a tie, the first
    "max", "max({a}, {b})",
    value=lambda a, b: max(a, b) if type(a) is type(b) is float else np.maximum(a, b),
    back=lambda up, out, a, b: (up * (a >= b), up * (a < b)),
    local=("1 where {a} ≥ {b}, else 0", "1 where {b} > {a}, else 0"), hint=FIT,
)  # fmt: skip


@lru_cache(maxsize=64)
def power(exponent: float) -> Rule:
    """out = a ** exponent, for a fixed exponent: local derivative exponent · a ** (exponent − 1), and 0 for a⁰."""
    return Rule(
        "**", f"{{a}} ** {exponent:g}",
        value=lambda a: a**exponent,
        back=lambda up, out, a: (up * (exponent * a ** (exponent - 1)) if exponent else up * 0.0,),
        local=(_power_slope(exponent),),
    )  # fmt: skip


def _power_slope(exponent: float) -> str:
    shown: dict[float, str] = {0: "0", 1: "1", 2: "2 {a}"}
    return shown.get(exponent, f"{exponent:g} · {{a}} ** {exponent - 1:g}")


POWER = Rule(  # where the exponent is a node too; its local derivative needs a > 0
    "**", "{a} ** {b}",
    value=lambda a, b: a**b,
    back=lambda up, out, a, b: (up * b * a ** (b - 1), up * out * np.log(a)),
    local=("{b} · {a} ** ({b} − 1)", "{out} · log {a}"), hint=FIT,
)  # fmt: skip
