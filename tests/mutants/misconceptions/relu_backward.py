"""ReLU backwards, as it goes wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.misconceptions._slip import NONE, Slips

slip = Slips("relu_backward")


@slip("mask-from-upstream")
def gates_on_the_upstream(Z: Any, dA: Any) -> Any:
    dZ = dA.copy()
    dZ[dA <= 0] = 0
    return dZ


@slip("mask-inverted")
def shuts_the_open_gates(Z: Any, dA: Any) -> Any:
    dZ = np.array(dA, copy=True)
    dZ[Z > 0] = 0
    return dZ


@slip("upstream-ignored")
def returns_the_slope(Z: Any, dA: Any) -> Any:
    return np.where(Z > 0, 1.0, 0.0)


@slip("value-for-slope")
def multiplies_by_the_activation(Z: Any, dA: Any) -> Any:
    A = Z * (Z > 0)
    return A * dA


@slip("no-mask")
def takes_the_slope_at_one_side_of_everything(Z: Any, dA: Any) -> Any:
    slope = np.ones(Z.shape)
    slope[np.abs(Z) < 0] = 0
    return slope * dA


@slip("sign-for-slope")
def two_branches_of_an_absolute_value(Z: Any, dA: Any) -> Any:
    return np.where(Z > 0, dA, -dA)


@slip("both-positive")
def clips_what_comes_out(Z: Any, dA: Any) -> Any:
    dZ = dA * (Z > 0)
    return np.maximum(dZ, 0)


@slip("input-changed")
def writes_into_the_upstream(Z: Any, dA: Any) -> Any:
    dA[Z <= 0] = 0
    return dA


@slip("last-example-missing")
def stops_one_row_early(Z: Any, dA: Any) -> Any:
    dZ = np.zeros_like(Z)
    for i in range(len(Z) - 1):
        dZ[i] = dA[i] * (Z[i] > 0)
    return dZ


@slip("only-last-example")
def makes_a_new_array_in_every_pass(Z: Any, dA: Any) -> Any:
    for i in range(len(Z)):
        dZ = np.zeros_like(Z)
        dZ[i] = dA[i] * (Z[i] > 0)
    return dZ


@slip("sums-taken", "summed-too-far")
def adds_the_rows_up(Z: Any, dA: Any) -> Any:
    mask = (Z > 0).astype(float)
    return np.sum(mask * dA, axis=0)


@slip("sign-flipped", "mask-inverted", NONE)
def two_slips_at_once(Z: Any, dA: Any) -> Any:
    return -dA * (Z <= 0)


CANDIDATES = slip.candidates
