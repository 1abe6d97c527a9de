"""Differentiate along the imaginary axis: exact to the last digit, and independent of differences.

f(x + ih) = f(x) + ih f'(x) − …, so Im f(x + ih) / h = f'(x) + O(h²), with no subtraction to lose digits in; h may
be 1e-30. It needs an f that continues to complex numbers: no abs, max, or comparison of the varied value.
Source: Squire & Trapp, "Using complex variables to estimate derivatives of real functions", SIAM Review 40, 1998.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.errors import InputError, NotFiniteError
from course.gradcheck.values import AGREE, CHUNK, VERIFIED, Array, Function, as_float64

H = 1e-30


def complex_step_gradient(f: Function, x: Any, *, stacked: Function | None = None) -> Array:
    """Return the gradient of the scalar function ``f`` at ``x`` (float64, any shape), by the complex step.

    ``stacked`` is f for many points at once, much faster: it takes complex numbers of shape (k, *x.shape), which it
    may not change, and returns k values. It is held against ``f`` at a few points.

    Raises
    ------
    InputError
        If f returns a real number: it dropped the imaginary part somewhere (abs, .real, a float cast); if
        ``stacked`` does not give what f gives.
    NotFiniteError
        If the derivative is not finite.

    Examples
    --------
    >>> complex_step_gradient(lambda x: np.exp(x).sum(), np.array([0.0, 1.0])).round(6)
    array([1.      , 2.718282])
    """
    point = as_float64(x)
    if stacked is None or point.size <= VERIFIED:
        gradient = np.array([_slope(f, point, entry) for entry in range(point.size)], dtype=np.float64)
    else:
        gradient = _slopes(stacked, point)
        _verify(f, point, gradient)
    if not np.isfinite(gradient).all():
        raise NotFiniteError("f'(x)", expected="a finite derivative", got="a NaN or an infinity",
                             hint="numeric_gradient")  # fmt: skip
    return gradient.reshape(point.shape)


def _slope(f: Function, point: Array, entry: int) -> float:
    moved = point.astype(np.complex128)
    moved.reshape(-1)[entry] += 1j * H
    with np.errstate(all="ignore"):
        value = np.asarray(f(moved if moved.ndim else moved[()]))
    if value.ndim or value.dtype.kind != "c":
        raise InputError("f", expected="one complex number", got=f"shape {value.shape} of {value.dtype}",
                         hint="an f that keeps the imaginary part: no abs, max or comparison of the varied value",
                         )  # fmt: skip
    return float(value.imag) / H


def _slopes(stacked: Function, point: Array) -> Array:
    """All of them, a chunk of points at a time."""
    rows = max(1, CHUNK // (16 * point.size))
    parts: list[NDArray[np.float64]] = []
    for start in range(0, point.size, rows):
        entries = np.arange(start, min(start + rows, point.size))
        points = np.repeat(point.reshape(1, -1), len(entries), axis=0).astype(np.complex128)
        points[np.arange(len(entries)), entries] += 1j * H
        points.flags.writeable = False
        with np.errstate(all="ignore"):
            values = np.asarray(stacked(points.reshape(-1, *point.shape)))
        if values.shape != (len(entries),) or values.dtype.kind != "c":
            raise _broken(f"shape {values.shape} of {values.dtype} for {len(entries)} points")
        parts.append(values.imag / H)
    return np.concatenate(parts)


def _verify(f: Function, point: Array, gradient: Array) -> None:
    scale = max(1.0, float(np.abs(gradient).max()))
    for entry in np.linspace(0, point.size - 1, VERIFIED).astype(int):
        alone = _slope(f, point, int(entry))
        if abs(alone - gradient[entry]) > AGREE * scale:
            raise _broken(f"a slope of {gradient[entry]} where f has {alone}")


def _broken(got: str) -> InputError:
    return InputError("stacked", expected="f of each of the points stacked along the first axis, complex", got=got,
                      hint="leave stacked out, or sum over the last axes only")  # fmt: skip
