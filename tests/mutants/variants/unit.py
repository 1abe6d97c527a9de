"""`regularised_unit_grads`, written otherwise."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from tests.mutants.candidate import written


def with_math(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    s = 1 / (1 + math.exp(-(w * x + b)))
    back = -(y - s) * (s - s**2)
    return back * x + lam * w + lam * w, back


def by_the_quotient_rule(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    e = np.exp(-(w * x + b))
    slope = e / (1 + e) ** 2
    residual = 1 / (1 + e) - y
    return residual * slope * x + 2 * lam * w, residual * slope


def by_tanh(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    half = np.tanh((w * x + b) / 2)
    dz = (0.5 * (1 + half) - y) * (1 - half**2) / 4
    return np.array(dz * x + 2 * lam * w), np.array(dz)


def as_an_array(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    s = 1 / (1 + np.exp(-(w * x + b)))
    return (s - y) * s * (1 - s) * np.array([x, 1.0]) + np.array([2 * lam * w, 0.0])


def gate_by_gate(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    z = w * x + b
    negative = -z
    power = np.exp(negative)
    u = 1 + power
    s = 1 / u
    r = y - s
    dr = r
    ds = -dr
    du = -ds / u**2
    dz = -du * power
    dw = x * dz
    dw += 2 * lam * w
    return dw, dz


def with_own_helpers(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    def squash(z: Any) -> Any:
        return np.reciprocal(1 + np.exp(-z))

    def slope(z: Any) -> Any:
        return squash(z) * squash(-z)

    z = w * x + b
    return (squash(z) - y) * slope(z) * x + 2 * lam * w, (squash(z) - y) * slope(z)


CANDIDATES = [
    written("regularised_unit_grads", kind, function)
    for kind, function in (
        ("math", with_math),
        ("other formula", by_the_quotient_rule),
        ("other formula", by_tanh),
        ("one array", as_an_array),
        ("gate by gate", gate_by_gate),
        ("own helpers", with_own_helpers),
    )
]
