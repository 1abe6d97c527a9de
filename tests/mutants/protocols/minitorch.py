"""minitorch: one random entry of each input, within 1e-2.

The outputs are summed; for each input one index is drawn, and at that index

    |a - n| <= 1e-2 + 1e-2 |n|,   n by central differences with epsilon = 1e-6.

Source: github.com/minitorch/minitorch, minitorch/tensor_functions.py, `grad_check` and `grad_central_difference`,
commit 246f231.
"""

from __future__ import annotations

import numpy as np

from tests.mutants.protocols.setting import Pair, Protocol


def agree(pairs: list[Pair]) -> bool:
    """|a - n| <= atol + rtol |n|, as `numpy.testing.assert_allclose` reads its two tolerances."""
    return all(bool((np.abs(a - n) <= 1e-2 + 1e-2 * np.abs(n)).all()) for a, n in pairs)


MINITORCH = Protocol("minitorch", agree, step=1e-6, plain_sum=True, entries=1)
