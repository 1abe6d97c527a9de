"""Evaluate a function at one point and at many points beside it, and count how often.

Many points differ from x in a few entries each. Where the loss broadcasts over a stack of points, they are written
into one stack and evaluated together, a chunk at a time, so that memory stays bounded. What a stack gives is held
against the plain function at a few points of every call: a loss that does not do what it promises is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.errors import DtypeError, InputError, NotFiniteError

Array = NDArray[np.float64]
Function = Callable[[Any], Any]

CHUNK = 2**19
"""Bytes of one stack: what stays in a processor's cache."""
VERIFIED = 3
"""Points of every call at which the stack is held against the plain function."""
AGREE = 64 * float(np.finfo(np.float64).eps)
"""How far they may differ, relative to f: a stack may add in another order."""
REPEATS = 1e-9
"""How far f may differ from itself on the same point, relative to f, before it is refused."""


class Values:
    """The values of ``f`` near ``point``, one by one or through ``stacked``; ``passes`` counts points evaluated.

    ``stacked`` takes an array of shape (k, *point.shape), which it may not change, and returns the k values.

    Raises
    ------
    NotFiniteError
        If f is not finite at the point, or beside it.
    InputError
        If f returns no real number, or another one when it is called again.
    """

    def __init__(self, f: Function, point: Array, stacked: Function | None = None) -> None:
        self.point = point
        self.passes = 0
        self.noise = 0.0
        """What is known of the rounding inside f, in units of f (`course.gradcheck.noise`)."""
        self._f, self.stacked = f, stacked
        self.centre = self.at(point.copy())
        again = self.at(point.copy())
        if abs(again - self.centre) > REPEATS * max(1.0, abs(self.centre)):
            raise InputError("f", expected="the same value whenever it is called on the same point",
                             got=f"{self.centre}, then {again}", hint="draw masks and noise outside f")  # fmt: skip

    def at(self, moved: Array) -> float:
        """f at one point, which f may change."""
        self.passes += 1
        with np.errstate(all="ignore"):  # an overflow shows as a value that is not finite, and is reported as such
            value = np.asarray(self._f(moved if moved.ndim else moved[()]))
        if value.ndim or value.dtype.kind not in "fiu":
            raise InputError("f", expected="one real number", got=f"shape {value.shape} of {value.dtype}",
                             hint="return a scalar loss")  # fmt: skip
        if not np.isfinite(value):
            raise NotFiniteError("f(x)", expected="a finite number", got=str(value),
                                 hint="a point where f is finite")  # fmt: skip
        return float(value)

    def beside(self, entries: NDArray[np.intp], targets: Array) -> Array:
        """f at m points: in point i the flat entries ``entries[i]`` (m, b) have the values ``targets[i]`` (m, b)."""
        if self.stacked is None or len(entries) <= VERIFIED:
            return np.array([self._one(where, to) for where, to in zip(entries, targets, strict=True)])
        rows = max(1, CHUNK // (8 * self.point.size))
        stack = np.repeat(self.point.reshape(1, -1), min(rows, len(entries)), axis=0)
        parts = []
        for start in range(0, len(entries), rows):
            where, to = entries[start : start + rows], targets[start : start + rows]
            chosen = stack[: len(where)]
            at = np.arange(len(where))[:, None], where
            chosen[at] = to
            parts.append(self._together(self.stacked, chosen.reshape(-1, *self.point.shape)))
            chosen[at] = self.point.ravel()[where]
        values = np.concatenate(parts)
        for i in np.linspace(0, len(entries) - 1, VERIFIED).astype(int):
            self._verify(self._one(entries[i], targets[i]), float(values[i]))
        return values

    def _one(self, where: NDArray[np.intp], to: Array) -> float:
        moved = self.point.copy()
        moved.reshape(-1)[where] = to
        return self.at(moved)

    def _together(self, stacked: Function, points: Array) -> Array:
        self.passes += len(points)
        view = points.view()
        view.flags.writeable = False  # what it changed in one chunk would be there in the next
        try:
            with np.errstate(all="ignore"):
                values = np.asarray(stacked(view))
        except Exception as error:
            raise self._broken(f"{type(error).__name__}: {error}") from error
        if values.shape != (len(points),) or values.dtype.kind != "f":
            raise self._broken(f"shape {values.shape} of {values.dtype} for {len(points)} points")
        if not np.isfinite(values).all():
            raise NotFiniteError("f(x)", expected="finite numbers", got="a NaN or an infinity",
                                 hint="a point where f is finite")  # fmt: skip
        return values.astype(np.float64)

    def _verify(self, alone: float, together: float) -> None:
        if abs(alone - together) > AGREE * max(1.0, abs(alone)) + 4 * self.noise:
            raise self._broken(f"{together} where f gives {alone}")

    def _broken(self, got: str) -> InputError:
        return InputError("stacked", expected="f of each of the points stacked along the first axis", got=got,
                          hint="leave stacked out, or sum over the last axes only")  # fmt: skip


def as_float64(x: Any) -> Array:
    """A float64 copy of ``x`` (shape kept); integers and float32 are refused rather than converted."""
    array = np.asarray(x)
    if isinstance(x, float):
        array = np.asarray(x, dtype=np.float64)
    if array.dtype != np.float64:
        raise DtypeError("x", expected="float64", got=str(array.dtype), hint="x.astype(np.float64)")
    if not np.isfinite(array).all():
        raise NotFiniteError("x", expected="finite numbers", got="a NaN or an infinity", hint="check the inputs")
    return array.copy()
