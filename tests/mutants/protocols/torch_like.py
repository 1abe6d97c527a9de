"""PyTorch's gradcheck, as far as a scalar objective goes: every entry, under one random cotangent.

    |a - n| <= 1e-5 + 1e-3 |n|,   n by central differences with eps = 1e-6, in float64.

Its slow mode compares the whole Jacobian, its fast mode one random combination of it; one cotangent and all entries
lie between the two.

Source: github.com/pytorch/pytorch, torch/autograd/gradcheck.py, `gradcheck` (defaults) and
`_allclose_with_type_promotion`, version 2.13.0.
"""

from __future__ import annotations

import numpy as np

from tests.mutants.protocols.setting import Pair, Protocol


def agree(pairs: list[Pair]) -> bool:
    """|a - n| <= atol + rtol |n| in every entry."""
    return all(bool((np.abs(a - n) <= 1e-5 + 1e-3 * np.abs(n)).all()) for a, n in pairs)


TORCH_LIKE = Protocol("torch-like", agree, step=1e-6)
