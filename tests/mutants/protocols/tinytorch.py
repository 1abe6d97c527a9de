"""TinyTorch: central differences of a float32 forward pass.

Every tensor holds float32. The outputs are summed, and for each variable

    max |a - n| / (max |n| + 1e-8) < 1e-2,   n by central differences with epsilon = 1e-5.

Source: github.com/MLSysBook/TinyTorch, tests/09_spatial/test_spatial_gradient_flow.py,
`test_conv2d_gradient_correctness`, commit 02364f8 (6 December 2025).
"""

from __future__ import annotations

import numpy as np

from tests.mutants.protocols.setting import Pair, Protocol


def agree(pairs: list[Pair]) -> bool:
    """The largest difference over the largest entry, variable by variable."""
    return all(bool(np.abs(n - a).max(initial=0.0) / (np.abs(n).max(initial=0.0) + 1e-8) < 1e-2) for a, n in pairs)


TINYTORCH = Protocol("TinyTorch, float32", agree, step=1e-5, plain_sum=True, dtype=np.float32)
