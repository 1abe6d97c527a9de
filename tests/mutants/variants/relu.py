"""`relu_backward`, written otherwise."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.candidate import written


def by_where(Z: Any, dA: Any) -> Any:
    return np.where(Z > 0, dA, 0)


def by_where_turned(Z: Any, dA: Any) -> Any:
    return np.where(Z <= 0, 0.0, dA)


def by_mask_on_a_copy(Z: Any, dA: Any) -> Any:
    dZ = dA.copy()
    dZ[Z <= 0] = 0
    return dZ


def in_loops(Z: Any, dA: Any) -> Any:
    dZ = np.zeros_like(dA)
    for index in np.ndindex(Z.shape):
        if Z[index] > 0:
            dZ[index] = dA[index]
    return dZ


def by_whole_number_mask(Z: Any, dA: Any) -> Any:
    mask = (Z > 0).astype(int)
    return mask * dA


def by_slope_of_the_value(Z: Any, dA: Any) -> Any:
    A = np.maximum(Z, 0)
    return dA * np.sign(A)


def by_heaviside(Z: Any, dA: Any) -> Any:
    return dA * np.heaviside(Z, 0.0)


def open_at_the_kink(Z: Any, dA: Any) -> Any:
    return dA * (Z >= 0)


def half_open_at_the_kink(Z: Any, dA: Any) -> Any:
    return dA * np.heaviside(Z, 0.5)


def by_recursion(Z: Any, dA: Any) -> Any:
    if Z.ndim > 1:
        return np.stack([by_recursion(z, d) for z, d in zip(Z, dA, strict=True)])
    return [d if z > 0 else 0.0 for z, d in zip(Z, dA, strict=True)]


def by_multiply_where(Z: Any, dA: Any) -> Any:
    return np.multiply(dA, 1.0, where=Z > 0, out=np.zeros_like(dA))


CANDIDATES = [
    written("relu_backward", kind, function)
    for kind, function in (
        ("where", by_where),
        ("where", by_where_turned),
        ("in place on a copy", by_mask_on_a_copy),
        ("loops", in_loops),
        ("whole-number mask", by_whole_number_mask),
        ("other formula", by_slope_of_the_value),
        ("other formula", by_heaviside),
        ("other slope at the kink", open_at_the_kink),
        ("other slope at the kink", half_open_at_the_kink),
        ("recursion", by_recursion),
        ("NumPy's out", by_multiply_where),
    )
]
