"""Eight published ways to check a gradient, each as four choices: objective, step, entries, what counts as equal.

The formulas are those of the projects' own sources: minitorch (`tensor_functions.grad_check`), needle (CMU 10-414,
`test_autograd_hw.gradient_check`), deeplearning.ai ("Gradient Checking", `gradient_check_n`), cs231n
(`gradient_check.py` and `rel_error`), mlcourse (NYU DS-GA 1003, homework 7, `test_utils`), TinyTorch
(`test_spatial_gradient_flow`), PyTorch (`torch.autograd.gradcheck`, defaults).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Agree = Callable[[Array, Array], bool]
"""Whether a claimed and a numeric gradient, of one shape, agree."""
ONE_NORM_BOUND = 2e-7


def norm_ratio(a: Array, n: Array) -> float:
    """‖a − n‖ / (‖a‖ + ‖n‖), one number for all entries together."""
    with np.errstate(all="ignore"):
        return float(np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n)))


def _close(atol: float, rtol: float) -> Agree:
    return lambda a, n: bool((np.abs(a - n) <= atol + rtol * np.abs(n)).all())


def _absolute_norm(a: Array, n: Array) -> bool:
    return float(np.linalg.norm(a - n)) < 1e-6


def _one_norm(a: Array, n: Array) -> bool:
    return not norm_ratio(a, n) > ONE_NORM_BOUND  # as it is written there: a NaN is greater than nothing


def _relative(bound: float) -> Agree:
    def agree(a: Array, n: Array) -> bool:
        return float(np.max(np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n)))) < bound

    return agree


def _relative_no_floor(a: Array, n: Array) -> bool:
    largest = -1.0
    for one, other in zip(a.ravel().tolist(), n.ravel().tolist(), strict=True):
        same = one == other == 0.0
        largest = max(largest, 0.0 if same else abs(one - other) / max(abs(one), abs(other)))  # max drops a NaN
    return largest < 1e-5


def _largest_entry(a: Array, n: Array) -> bool:
    return float(np.abs(n - a).max() / (np.abs(n).max() + 1e-8)) < 1e-2


@dataclass(frozen=True)
class Protocol:
    """One way to decide whether a gradient is right."""

    name: str
    said: str
    """What it asks for, in a line."""
    agree: Agree
    step: float
    plain_sum: bool = False
    """True where the loss is the plain sum of the outputs; else their sum with random weights."""
    one_entry: bool = False
    """True where a single random entry is compared."""
    dtype: type[np.floating[Any]] = np.float64

    def accepts(self, claimed: Array, numeric: Array, rng: np.random.Generator) -> bool:
        """Whether it calls ``claimed`` right, beside differences that were taken its own way."""
        with np.errstate(all="ignore"):
            if self.one_entry:
                at = int(rng.integers(claimed.size))
                return self.agree(claimed.reshape(-1)[at : at + 1], numeric.reshape(-1)[at : at + 1])
            return self.agree(claimed, numeric)


MINITORCH = Protocol("minitorch", "one random entry: |a − n| ≤ 0.01 + 0.01 |n|", _close(1e-2, 1e-2), 1e-6,
                     plain_sum=True, one_entry=True)  # fmt: skip
NEEDLE = Protocol("needle", "‖a − n‖ < 1e-6", _absolute_norm, 1e-4, plain_sum=True)
DEEPLEARNING_AI = Protocol("deeplearning.ai", "‖a − n‖ / (‖a‖ + ‖n‖) ≤ 2e-7", _one_norm, 1e-7, plain_sum=True)
CS231N_STRICT = Protocol("cs231n, strict", "every |a − n| < 1e-7 · max(1e-8, |a| + |n|)", _relative(1e-7), 1e-5)
CS231N = Protocol("cs231n", "every |a − n| < 1e-5 · max(1e-8, |a| + |n|)", _relative(1e-5), 1e-5)
MLCOURSE = Protocol("mlcourse", "every |a − n| < 1e-5 · max(|a|, |n|)", _relative_no_floor, 1e-7)
TINYTORCH = Protocol("TinyTorch", "max |a − n| < 0.01 · (max |n| + 1e-8), in float32", _largest_entry, 1e-5,
                     plain_sum=True, dtype=np.float32)  # fmt: skip
TORCH_LIKE = Protocol("PyTorch's defaults", "every |a − n| ≤ 1e-5 + 0.001 |n|", _close(1e-5, 1e-3), 1e-6)

PROTOCOLS = (MINITORCH, NEEDLE, DEEPLEARNING_AI, CS231N_STRICT, CS231N, MLCOURSE, TINYTORCH, TORCH_LIKE)
