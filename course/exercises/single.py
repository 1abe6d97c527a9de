"""Inputs at which an honest answer in single precision is right as well.

Where numbers of order 1 cancel, float32 keeps fewer digits than the check lets pass, and the marks of a right answer
would hang on the seed. What a student computes in another order is off by other amounts: so there is room to spare.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course.exercises.spec import Args, Array
from course.gradcheck.compare import compare, exact

ROOM = 3.0
"""How many times its own error an answer in float32 may be off and still be right."""


def keeps_digits(right: Callable[..., Mapping[str, Any]], args: Args) -> bool:
    """Whether ``right(**args)``, all arguments in float32, would pass the check with `ROOM` times its error.

    ``right`` returns the right gradients, by part; it is asked in float64 and in float32.
    """
    # A BLAS may raise the processor's "invalid" flag in a float32 product of finite numbers. NumPy then warns, and a
    # lesson would show it. A NaN that is really there is refused below.
    with np.errstate(all="ignore"):
        single = right(**_narrow(args))
    return all(_passes(value, single[part]) for part, value in right(**args).items())


def _passes(right: Any, single: Any) -> bool:
    wanted, received = np.asarray(right, dtype=np.float64), np.asarray(single, dtype=np.float64)
    if not np.isfinite(received).all():
        return False
    far = wanted + ROOM * (received - wanted)
    if np.array_equal(received, _rounded(received)):
        far = _rounded(far)  # such an answer is judged as one in float32 throughout
    return compare(far, exact(wanted)).ok


def _rounded(array: Array) -> Array:
    return array.astype(np.float32).astype(np.float64)


def _narrow(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _narrow(item) for name, item in value.items()}
    return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value
