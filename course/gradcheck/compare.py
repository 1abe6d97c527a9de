"""Compare a gradient with its numeric estimate, entry by entry.

An entry a passes against the interval [low, high] if it is no further from it than

    rtol · max(|a|, |n|) + error,

with n the nearest point of the interval and ``error`` the estimate's own. So noise never fails a right answer,
and no norm over all entries dilutes a wrong one.

One more way to pass, and it is noted: rounding of single precision. An answer computed in float32 has errors of
about 1e-7 of the *largest* entry everywhere, which is too much for the small entries. If every entry is within
`FLOAT32` of the largest one and within `FLOAT32_ENTRY` of itself, the formula is right and the arithmetic short.

If every entry is a float32 number, which a result of float64 never is by chance, it was rounded to that. Then its
errors are measured against the numbers that went into it, which are of order 1, since a sum may cancel and a slope
may vanish; but never by more than 2e-4 (`FLOAT32` times `CANCELLED`) of the largest entry.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from course.gradcheck.numeric import Array, Estimate

RTOL = 1e-6
FLOAT32 = 2e-6
FLOAT32_ENTRY = 1e-2
CANCELLED = 100.0
INCONCLUSIVE = 0.05
"""No more than this share of the entries may pass because they lie too near a kink to tell."""


@dataclass(frozen=True)
class Comparison:
    """Which entries agree, where the worst one is, and what is worth noting."""

    ok: bool
    right: NDArray[np.bool_]
    worst: tuple[int, ...]
    notes: tuple[str, ...] = ()


def exact(value: Array) -> Estimate:
    """An estimate without error: for gradients known in closed form or by the complex step."""
    zero = np.zeros_like(value)
    no = np.zeros(value.shape, dtype=bool)
    # Right to a few units in the last place of the largest entry, or of 1: a gradient that all but vanishes (a
    # saturated softmax) is a difference of numbers of order 1, whoever computes it.
    floor = zero + 64 * np.finfo(np.float64).eps * float(np.abs(value).max(initial=1.0))
    return Estimate(value, floor, value, value, no, no)


def compare(received: Array, estimate: Estimate, rtol: float = RTOL, *, single: bool = True) -> Comparison:
    """Compare ``received`` (same shape as the estimate, finite) with a numeric gradient.

    ``single`` lets rounding of single precision pass, with a note.
    """
    nearest = np.clip(received, estimate.low, estimate.high)
    distance = np.abs(received - nearest)
    allowed = rtol * np.maximum(np.abs(received), np.abs(nearest)) + estimate.error
    right = distance <= allowed
    notes: list[str] = []
    if single and not right.all() and _single_precision(received, nearest, distance, right):
        right = np.ones_like(right)
        notes.append("the entries agree to single precision only; compute in float64 when you check a gradient")
    unsure = estimate.inconclusive & ~right
    if unsure.any() and unsure.mean() <= INCONCLUSIVE:
        right = right | unsure
        notes.append(f"{int(unsure.sum())} of {unsure.size} entries lie on the edge of a kink and were not judged")
    excess = np.where(right, -1.0, distance - allowed)
    worst = tuple(int(i) for i in np.unravel_index(int(np.argmax(excess)), excess.shape)) if excess.size else ()
    return Comparison(bool(right.all()), right, worst, tuple(notes))


def _single_precision(received: Array, nearest: Array, distance: Array, right: NDArray[np.bool_]) -> bool:
    scale = float(np.abs(nearest).max(initial=0.0))
    with np.errstate(over="ignore"):
        rounded = bool((received == received.astype(np.float32)).all())
    if rounded:
        return bool((distance <= FLOAT32 * min(max(1.0, scale), CANCELLED * scale)).all())
    own = np.maximum(np.abs(received), np.abs(nearest))[~right]
    off = distance[~right]
    return bool((off <= FLOAT32 * scale).all() and (off <= FLOAT32_ENTRY * own).all())
