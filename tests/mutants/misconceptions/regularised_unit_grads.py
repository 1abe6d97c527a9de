"""A sigmoid unit with a penalty, backwards, as it goes wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.misconceptions._slip import NONE, Slips

slip = Slips("regularised_unit_grads")


def sigma(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


@slip("the-slide", "term-sign")
def copies_the_slide(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    s = sigma(w * x + b)
    dw = (y - s) * s * (1 - s) * x + 2 * lam * w
    db = (s - y) * s * (1 - s)
    return dw, db


@slip("residual-sign")
def loses_the_minus_of_the_inner_slope(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    s = sigma(w * x + b)
    dz = (y - s) * s * (1 - s)
    return dz * x + 2 * lam * w, dz


@slip("penalty-missing-factor-2", "term-factor")
def half_the_penalty(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    s = sigma(w * x + b)
    dz = -(y - s) * s * (1 - s)
    return dz * x + lam * w, dz


@slip("penalty-forgotten", "missing-term")
def forgets_the_penalty(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    s = sigma(w * x + b)
    dz = (s - y) * (s - s**2)
    return dz * x, dz


@slip("term-sign")
def subtracts_the_penalty(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    s = sigma(w * x + b)
    dz = (s - y) * s * (1 - s)
    return dz * x - 2 * lam * w, dz


@slip("activation-slope-missing")
def no_slope_of_the_sigmoid(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    error = sigma(w * x + b) - y
    return error * x + 2 * lam * w, error


@slip("activation-slope-at-input")
def slope_at_z(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    z = w * x + b
    dz = (sigma(z) - y) * z * (1 - z)
    return dz * x + 2 * lam * w, dz


@slip("activation-twice")
def sigmoid_of_the_sigmoid(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    def slope(v: Any) -> Any:
        return sigma(v) * (1 - sigma(v))

    s = sigma(w * x + b)
    dz = (s - y) * slope(s)
    return dz * x + 2 * lam * w, dz


@slip("bias-penalised")
def shrinks_the_bias_too(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    s = sigma(w * x + b)
    dz = (s - y) * s * (1 - s)
    return dz * x + 2 * lam * w, dz + 2 * lam * b


@slip("input-missing")
def forgets_x(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    s = sigma(w * x + b)
    db = (s - y) * s * (1 - s)
    dw = db + 2 * lam * w
    return dw, db


@slip("extra-factor-2")
def forgets_the_half(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    s = sigma(w * x + b)
    dz = 2 * (s - y) * s * (1 - s)
    return dz * x + 2 * lam * w, dz


@slip("swapped")
def bias_first(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    s = sigma(w * x + b)
    dz = (s - y) * s * (1 - s)
    return dz, dz * x + 2 * lam * w


@slip("activation-slope-missing", "penalty-forgotten", "missing-term", NONE)
def forgets_slope_and_penalty(w: Any, b: Any, x: Any, y: Any, lam: Any) -> Any:
    error = sigma(w * x + b) - y
    return error * x, error


CANDIDATES = slip.candidates
