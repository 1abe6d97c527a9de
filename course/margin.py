"""Margins: how far a plane through the origin stays from the rows it separates, and what that promises.

For labels y in {-1, +1} the signed margin of w is min over rows of y wᵀx / ‖w‖. It is positive exactly
where w separates the rows; γ is the largest that any w reaches, and R the largest ‖x‖.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from course.errors import InputError
from course.labelled import Array, real, rows_and_signs, weights
from course.perceptron import Rule, check_rule

RESOLUTION = 1e-9
"""A best margin below this share of R cannot be told from none in float64."""


def signed_margin(X: Any, y: Any, w: Any) -> float:
    """min over rows of y wᵀx / ‖w‖, in the units of X. Negative where some row is on the wrong side.

    X (n, d), y (n,) of -1 and +1, w (d,).

    Raises
    ------
    InputError
        For arrays that do not fit, or w = 0, which has no direction.
    """
    X, y = rows_and_signs(X, y)
    w = weights(w, X.shape[1])
    return float((y * (X @ w)).min() / _length(w))


def unsigned_margin(X: Any, w: Any) -> float:
    """min over rows of |wᵀx| / ‖w‖: the distance of the nearest row, whichever side it is on.

    A lecture slide defines the margin so; it is positive for planes that separate nothing.

    Raises
    ------
    InputError
        For arrays that do not fit, or w = 0.
    """
    X = real("X", X)
    w = weights(w, X.shape[1])
    return float(np.abs(X @ w).min() / _length(w))


def radius(X: Any) -> float:
    """R: the largest ‖x‖ of a row, in the units of X. A radius about the origin, not a diameter."""
    return float(np.sqrt((real("X", X) ** 2).sum(axis=1)).max())


def best_separator(X: Any, y: Any) -> tuple[Array, float]:
    """Return (w, γ): the unit vector with the best signed margin, (d,), and that margin.

    The shortest v with y vᵀx ≥ 1 for every row has direction w and length 1/γ. That is a least-distance
    programme, which one non-negative least-squares problem solves exactly: C. L. Lawson and R. J. Hanson,
    "Solving Least Squares Problems", Prentice-Hall 1974, chapter 23, section 4.

    Raises
    ------
    InputError
        For arrays that do not fit, or rows that no plane through the origin separates.
    """
    X, y = rows_and_signs(X, y)
    found = _separator(X, y)
    if found is None:
        hint = "separable(X, y) first, or a column of ones in X (course.data.with_bias)"
        expected = "rows that a plane through the origin separates"
        raise InputError("X, y", expected=expected, got="rows that none separates", hint=hint)
    return found


def separable(X: Any, y: Any) -> bool:
    """Whether some plane through the origin has every row strictly on its own side.

    Raises
    ------
    InputError
        For arrays that do not fit.
    """
    return _separator(*rows_and_signs(X, y)) is not None


def mistake_bound(X: Any, gamma: float, rule: Rule) -> float:
    """The most updates that a run from w = 0 can make on rows with best margin γ, however often it sees them.

    "classic": (R/γ)²                 A. Novikoff, "On convergence proofs on perceptrons", 1962
    "margin":  (2 + R²)/γ²            CS 760 (see `course.perceptron`), slides "Mistake Bound"

    Raises
    ------
    InputError
        For γ ≤ 0 (rows that are not separable have no bound) or another rule.
    """
    gamma = float(gamma)
    if not gamma > 0 or not np.isfinite(gamma):
        raise InputError(
            "gamma", expected="a positive margin", got=f"{gamma:g}", hint="best_separator(X, y)[1]"
        )
    slack = 0.0 if check_rule(rule) == "classic" else 2.0
    return (slack + radius(X) ** 2) / gamma**2


def _length(w: Array) -> float:
    length = float(np.sqrt(w @ w))
    if length == 0.0:
        raise InputError("w", expected="a direction", got="all zeros", hint="weights after an update")
    return length


def _separator(X: Array, y: Array) -> tuple[Array, float] | None:
    from scipy.optimize import lsq_linear
    from sklearn.linear_model import LinearRegression

    scale = radius(X)
    if scale == 0.0:
        return None
    signed = y[:, None] * X / scale  # of order 1, so that one tolerance serves all data
    system = np.vstack([signed.T, np.ones(len(X))])
    target = np.append(np.zeros(X.shape[1]), 1.0)
    fit = LinearRegression(fit_intercept=False, positive=True).fit(system, target)
    found = _certified(signed, fit.coef_)
    if found is None:
        # That solver stops early on a few degenerate tables, such as three bits where the second decides.
        found = _certified(signed, lsq_linear(system, target, bounds=(0, np.inf), method="bvls", tol=1e-14).x)
    return None if found is None else (found[0], found[1] * scale)


def _certified(signed: Array, duals: Array) -> tuple[Array, float] | None:
    """The direction that these multipliers of the rows give, if it separates them: counted, not believed."""
    direction = signed.T @ duals  # the residual's part along w; zero where nothing separates
    length = float(np.sqrt(direction @ direction))
    if length <= RESOLUTION:
        return None
    w = direction / length
    gamma = float((signed @ w).min())
    return (w, gamma) if gamma > RESOLUTION else None
