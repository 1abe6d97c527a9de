"""The matrix product, for every pair of shapes that NumPy's ``@`` takes.

For matrices C = A B: ∂L/∂A = (∂L/∂C) Bᵀ and ∂L/∂B = Aᵀ (∂L/∂C) (Giles, "An extended collection of matrix derivative
results", 2008). A vector on the left is a row, on the right a column; a stack of matrices is one product each.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from course.graph.rules.rule import Rule

__all__ = ["MATMUL"]


def _back(up: Any, out: Any, a: Any, b: Any) -> tuple[Any, Any]:
    row, column = a.ndim == 1, b.ndim == 1
    A = a[None, :] if row else a
    B = b[:, None] if column else b
    G = np.expand_dims(up, -1) if column else up
    G = np.expand_dims(G, -2) if row else G
    dA, dB = G @ B.swapaxes(-1, -2), A.swapaxes(-1, -2) @ G
    return dA[..., 0, :] if row else dA, dB[..., 0] if column else dB


MATMUL = Rule(
    "@", "{a} @ {b}",
    value=np.matmul,
    back=_back,
    local=("G ↦ G {b}ᵀ", "G ↦ {a}ᵀ G"),
    hint="(m, k) @ (k, n): the inner lengths are equal; W.T turns (out, in) round",
)  # fmt: skip
