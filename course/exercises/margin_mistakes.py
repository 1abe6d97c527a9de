"""What a student returns who slips in the margin and bound exercises, computed as they do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.spec import Array, Mistake

# margin(X, y, w)


def _margin(kind: str, message: str, of: Callable[[Array, Array, Array], Any]) -> Mistake:
    return Mistake(kind, message, lambda X, y, w: {"margin": float(of(X, y, w))})


def _norm(v: Array) -> Any:
    return np.sqrt((v**2).sum(axis=-1))


def _of_the_closest(X: Array, y: Array, w: Array) -> Any:
    closest = np.abs(X @ w).argmin()
    return y[closest] * (X[closest] @ w) / _norm(w)


MARGIN = (
    _margin(
        "unsigned",
        "Your margin is a plain distance: a row on the wrong side must count as negative.",
        lambda X, y, w: np.abs(X @ w).min() / _norm(w),
    ),
    _margin(
        "closest-not-worst",
        "Your margin belongs to the row nearest the plane: a row far away on the wrong side is worse.",
        _of_the_closest,
    ),
    _margin(
        "not-normalised",
        "Your margin grows when w is made longer, though its plane stays where it is.",
        lambda X, y, w: (y * (X @ w)).min(),
    ),
    _margin(
        "length-squared",
        "Your margin shrinks when w is made longer: the length of w is divided out once too often.",
        lambda X, y, w: (y * (X @ w)).min() / _norm(w) ** 2,
    ),
    _margin(
        "labels-forgotten",
        "Your margin does not change when all labels are flipped: the labels are not used.",
        lambda X, y, w: (X @ w).min() / _norm(w),
    ),
    _margin(
        "mean-not-worst",
        "Your margin is an average over the rows: one bad row must be enough to spoil it.",
        lambda X, y, w: (y * (X @ w)).mean() / _norm(w),
    ),
    _margin(
        "best-not-worst",
        "Your margin belongs to the row that is furthest on its right side, not to the worst one.",
        lambda X, y, w: (y * (X @ w)).max() / _norm(w),
    ),
    _margin(
        "rows-normalised",
        "Your margin is a cosine: the lengths of the rows are divided out too, and they should stay in.",
        lambda X, y, w: (y * (X @ w) / np.maximum(_norm(X), 1e-300)).min() / _norm(w),
    ),
    _margin(
        "row-for-weights",
        "You divide by the length of each row, and the length of w stays in.",
        lambda X, y, w: (y * (X @ w) / np.maximum(_norm(X), 1e-300)).min(),
    ),
)


# mistake_bound(X, gamma, rule)


def _bound(kind: str, message: str, of: Callable[[Array, float, float], Any]) -> Mistake:
    """``of(X, gamma, slack)``, slack 0 or 2 by the rule."""

    def make(X: Array, gamma: float, rule: str) -> dict[str, Any]:
        return {"bound": float(of(X, gamma, 0.0 if rule == "classic" else 2.0))}

    return Mistake(kind, message, make)


def _longest(X: Array) -> float:
    return float(_norm(X).max())


def _diameter(X: Array) -> float:
    return float(_norm(X[:, None, :] - X[None, :, :]).max())


ROUNDED = "Your bound is rounded to a whole number: it is asked as it is."

BOUND = (
    _bound(
        "margin-not-squared",
        "The margin enters your bound only once.",
        lambda X, g, k: (k + _longest(X) ** 2) / g,
    ),
    _bound(
        "radius-not-squared",
        "The radius enters your bound only once.",
        lambda X, g, k: (k + _longest(X)) / g**2,
    ),
    _bound(
        "all-squared",
        "The 2 of the margin rule is squared together with the radius: only the radius is squared.",
        lambda X, g, k: ((k + _longest(X)) / g) ** 2,
    ),
    _bound("rounded", ROUNDED, lambda X, g, k: np.floor((k + _longest(X) ** 2) / g**2)),
    _bound("rounded", ROUNDED, lambda X, g, k: np.ceil((k + _longest(X) ** 2) / g**2)),
    _bound(
        "diameter",
        "You measure the distance between two rows: R is the distance of a row from the origin.",
        lambda X, g, k: (k + _diameter(X) ** 2) / g**2,
    ),
    _bound(
        "mean-length",
        "You take an average length of the rows: the longest row decides.",
        lambda X, g, k: (k + (X**2).sum(axis=1).mean()) / g**2,
    ),
    _bound(
        "all-entries",
        "You add up the squares of the whole table: the length of one row, the longest, decides.",
        lambda X, g, k: (k + (X**2).sum()) / g**2,
    ),
    _bound(
        "largest-entry",
        "You take the largest entry of X: R is the length of a row.",
        lambda X, g, k: (k + np.abs(X).max() ** 2) / g**2,
    ),
    _bound(
        "column-length",
        "You take the length of a column of X: R is the length of a row.",
        lambda X, g, k: (k + (X**2).sum(axis=0).max()) / g**2,
    ),
    _bound(
        "shortest-row",
        "You take the shortest row: R belongs to the longest.",
        lambda X, g, k: (k + (X**2).sum(axis=1).min()) / g**2,
    ),
    _bound(
        "not-squared",
        "Your bound is still a ratio of lengths: the last step of the proof squares it.",
        lambda X, g, k: np.sqrt(k + _longest(X) ** 2) / g,
    ),
    _bound(
        "slack-halved",
        "Your bound adds 1 for the margin rule: the middle term of the square has a factor 2.",
        lambda X, g, k: (k / 2 + _longest(X) ** 2) / g**2,
    ),
    _bound(
        "always-classic",
        "You give the classic bound for both rules.",
        lambda X, g, k: _longest(X) ** 2 / g**2,
    ),
    _bound(
        "always-margin",
        "You give the margin rule's bound for both.",
        lambda X, g, k: (2.0 + _longest(X) ** 2) / g**2,
    ),
    _bound("rules-swapped", "Your two rules are swapped.", lambda X, g, k: (2.0 - k + _longest(X) ** 2) / g**2),
    _bound(
        "slack-outside",
        "The 2 of the margin rule stands outside your fraction: it grows with a narrow margin too.",
        lambda X, g, k: k + _longest(X) ** 2 / g**2,
    ),
)
