"""Differentiate along the imaginary axis: exact to the last digit, and independent of differences.

f(x + ih) = f(x) + ih f'(x) − …, so Im f(x + ih) / h = f'(x) + O(h²), with no subtraction to lose digits in; h may
be 1e-30. It needs an f that continues to complex numbers: no abs, max, or comparison of the varied value.
Source: Squire & Trapp, "Using complex variables to estimate derivatives of real functions", SIAM Review 40, 1998.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.errors import InputError, NotFiniteError
from course.gradcheck.numeric import Array, as_float64

H = 1e-30


def complex_step_gradient(f: Callable[[Any], Any], x: Any) -> Array:
    """Return the gradient of the scalar function ``f`` at ``x`` (float64, any shape), by the complex step.

    Raises
    ------
    InputError
        If f returns a real number: it dropped the imaginary part somewhere (abs, .real, a float cast).
    NotFiniteError
        If the derivative is not finite.

    Examples
    --------
    >>> complex_step_gradient(lambda x: np.exp(x).sum(), np.array([0.0, 1.0])).round(6)
    array([1.      , 2.718282])
    """
    point = as_float64(x)
    gradient = np.zeros_like(point)
    for index in np.ndindex(point.shape):
        moved = point.astype(np.complex128)
        moved[index] += 1j * H
        with np.errstate(all="ignore"):
            value = np.asarray(f(moved if moved.ndim else moved[()]))
        if value.ndim or value.dtype.kind != "c":
            raise InputError(
                "f",
                expected="one complex number",
                got=f"shape {value.shape} of {value.dtype}",
                hint="an f that keeps the imaginary part: no abs, max or comparison of the varied value",
            )
        gradient[index] = value.imag / H
    if not np.isfinite(gradient).all():
        raise NotFiniteError(
            "f'(x)", expected="a finite derivative", got="a NaN or an infinity", hint="numeric_gradient"
        )
    return gradient
