"""Checkers as students write them, each with its blind spot; `catching_check` names the one that it meets.

The order matters: a check is known by its wrong verdicts alone, so whoever errs on fewer claims stands first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.derivatives.catching_cases import scale
from course.exercises.derivatives.protocols import ONE_NORM_BOUND, norm_ratio
from course.exercises.derivatives.softmax import at_weights
from course.exercises.spec import Array, Mistake

Compare = Callable[[Array, Array, float], Any]
"""The claimed and the measured gradient, and the scale of both, to a verdict."""


def _checker(
    compare: Compare, *, upstream: Callable[[Array], Array] = lambda dP: dP
) -> Callable[..., dict[str, bool]]:
    """A checker that measures well, looks at the shape, and then compares as it is told."""

    def make(W: Array, b: Array, X: Array, dP: Array, claimed: Array) -> dict[str, bool]:
        if claimed.shape != W.shape:
            return {"verdict": False}
        measured = at_weights(W, b, X, upstream(dP))
        with np.errstate(all="ignore"):
            return {"verdict": bool(compare(claimed, measured, scale(X, dP)))}

    return make


def _allowed(n: Array, size: float, rtol: float = 1e-6) -> Array:
    return rtol * np.abs(n) + 1e-10 * size


def _rounded(n: Array, size: float) -> Array:
    """``n`` added up in another order: off by a last digit of what was added, up and down in turn."""
    return n + 1e-16 * size * np.where(np.indices(n.shape).sum(axis=0) % 2, 1.0, -1.0)


def _no_floor(a: Array, n: Array, size: float) -> Any:
    rounded = _rounded(n, size)
    return (np.abs(a - rounded) <= 1e-5 * np.maximum(np.abs(a), np.abs(rounded))).all()


def _infinite_bound(a: Array, n: Array, size: float) -> Any:
    return (np.abs(a - n) <= _allowed(np.maximum(np.abs(a), np.abs(n)), size)).all()


def _one_norm(a: Array, n: Array, size: float) -> Any:
    return norm_ratio(a, _rounded(n, size)) <= ONE_NORM_BOUND


def _loose(a: Array, n: Array, size: float) -> Any:
    return (np.abs(a - n) <= _allowed(n, size, rtol=1e-2)).all()


def _absolute(a: Array, n: Array, size: float) -> Any:
    return (np.abs(a - n) <= 1e-5).all()


def _not_above(a: Array, n: Array, size: float) -> Any:
    return not (np.abs(a - n) > _allowed(n, size)).any()


def _first_entry(a: Array, n: Array, size: float) -> Any:
    return (np.abs(a - n) <= _allowed(n, size))[0, 0]


def _every_entry(a: Array, n: Array, size: float) -> Any:
    return (np.abs(a - n) <= _allowed(n, size)).all()


def _flattened(W: Array, b: Array, X: Array, dP: Array, claimed: Array) -> dict[str, bool]:
    a, n = claimed.ravel(), at_weights(W, b, X, dP).ravel()
    return {"verdict": a.size == n.size and bool(_every_entry(a, n, scale(X, dP)))}


def _always(verdict: bool) -> Callable[..., dict[str, bool]]:
    return lambda W, b, X, dP, claimed: {"verdict": verdict}


MISTAKES = (
    Mistake("infinity-passes", "A claim of infinity passes: the bound grows with the claim, and becomes infinite "
            "with it.", _checker(_infinite_bound)),
    Mistake("no-floor", "Your check refuses a right gradient that is 0: beside 0 every rounding error is huge, and "
            "only a share of the entry is allowed.", _checker(_no_floor)),
    Mistake("one-norm", "One number for all entries together: a small entry may be wrong without it.",
            _checker(_one_norm)),
    Mistake("too-loose", "The relative tolerance is too wide: half a per cent slips through.", _checker(_loose)),
    Mistake("absolute-tolerance", "The tolerance does not shrink with the gradient: where all entries are small, "
            "anything passes.", _checker(_absolute)),
    Mistake("nan-passes", "A NaN passes: it is not greater than the tolerance, and it is not within it either.",
            _checker(_not_above)),
    Mistake("first-entry-only", "Only the first entry was compared: the others may hold anything.",
            _checker(_first_entry)),
    Mistake("shape-ignored", "The claim was flattened before it was compared, so a wrong shape passes.", _flattened),
    Mistake("always-refused", "Right gradients are refused too: is the step too small, or the tolerance?",
            _always(False)),
    Mistake("plain-sum", "The outputs are summed without dP, and the plain sum of probabilities never moves.",
            _checker(_every_entry, upstream=np.ones_like)),
    Mistake("always-accepted", "Plainly wrong gradients are accepted.", _always(True)),
)  # fmt: skip
