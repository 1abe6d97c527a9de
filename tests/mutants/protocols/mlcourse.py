"""mlcourse, homework 7 (NYU DS-GA 1003): relative error of every entry, with no floor.

    |a - n| / max(|a|, |n|) < 1e-5   (0 where both are 0),   n by central differences with delta = 1e-7,

under a random upstream gradient. The largest error is kept by Python's ``max(largest, error)``, which drops an error
that is not a number.

Source: davidrosenberg/mlcourse, homework 7 (backpropagation), test_utils.py, `test_node_backward`, and the unit
tests beside it, which ask for ``max_allowed_rel_err = 1e-5``; read in public copies, which give no version.
"""

from __future__ import annotations

import numpy as np

from tests.mutants.protocols.setting import Pair, Protocol


def relative_error(a: float, n: float) -> float:
    """|a - n| / max(|a|, |n|), and 0 for two zeros."""
    return 0.0 if a == n == 0.0 else float(np.abs(a - n) / max(np.abs(a), np.abs(n)))


def agree(pairs: list[Pair]) -> bool:
    """The largest error over all entries of all variables."""
    largest = -1.0
    for a, n in pairs:
        for one, other in zip(np.ravel(a), np.ravel(n), strict=True):
            largest = max(largest, relative_error(float(one), float(other)))
    return largest < 1e-5


MLCOURSE = Protocol("mlcourse hw7", agree, step=1e-7)
