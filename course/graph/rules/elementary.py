"""Exponential and logarithm, entry by entry."""

from __future__ import annotations

import numpy as np

from course.graph.rules.rule import Rule

__all__ = ["EXP", "LOG"]

EXP = Rule(
    "exp", "exp({a})",
    value=np.errstate(all="ignore")(np.exp),  # also a single float must reach the report of what is not finite
    back=lambda up, out, a: (up * out,),
    local=("{out}",),
)  # fmt: skip

LOG = Rule(
    "log", "log({a})",
    value=np.errstate(all="ignore")(np.log),
    back=lambda up, out, a: (up / a,),
    local=("1 / {a}",),
)  # fmt: skip
