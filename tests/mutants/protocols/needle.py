"""needle (CMU 10-414): one absolute error over everything.

The outputs are summed, the upstream gradient is made of ones, and

    sum over the inputs of ‖a - n‖ < 1e-6,   n by central differences with eps = 1e-4.

Source: github.com/dlsyscourse/hw1, tests/hw1/test_autograd_hw.py, `gradient_check`, commit 7615447.
"""

from __future__ import annotations

import numpy as np

from tests.mutants.protocols.setting import Pair, Protocol


def agree(pairs: list[Pair]) -> bool:
    """The norms of the differences, added up over the variables, against one absolute bound."""
    return sum(float(np.linalg.norm(a - n)) for a, n in pairs) < 1e-6


NEEDLE = Protocol("needle", agree, step=1e-4, plain_sum=True)
