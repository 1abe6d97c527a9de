"""Least squares: the w that makes mean((Xw − y)²) smallest, at once and by gradient descent.

The loss is a bowl. Descent on it is the one case in which everything about the step size is known. All is done
in float64, whatever comes in.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.errors import ShapeError
from course.labelled import real, weights
from course.losses import mean_squared_error, mean_squared_error_grad
from course.numbers import count
from course.optimisers import GD
from course.schedules import Rate

__all__ = ["closed_form", "descend", "gradient", "hessian", "largest_stable_rate", "loss"]

Array = NDArray[np.float64]


def loss(w: Any, X: Any, y: Any) -> float:
    """mean((Xw − y)²). ``w`` (d,), ``X`` (n, d), ``y`` (n,). Raises ShapeError, DtypeError, NotFiniteError."""
    w, X, y = _fitting(w, X, y)
    return float(mean_squared_error(X @ w, y))


def gradient(w: Any, X: Any, y: Any) -> Array:
    """(2/n) Xᵀ (Xw − y), shape (d,), in O(nd) operations. Raises as `loss` does."""
    w, X, y = _fitting(w, X, y)
    return _gradient(w, X, y)


def hessian(X: Any) -> Array:
    """(2/n) XᵀX, shape (d, d): the curvature of the loss, the same for every w."""
    X = _table(X)
    return np.asarray(2.0 / len(X) * X.T @ X)


def closed_form(X: Any, y: Any) -> Array:
    """The minimiser (d,): where XᵀX w = Xᵀy; of several, the shortest. About O(nd² + d³) operations.

    Found from the singular values of X and not from XᵀX, whose condition number is the square of X's (A. Björck,
    "Numerical methods for least squares problems", SIAM 1996). Raises as `loss` does.
    """
    X = _table(X)
    return np.asarray(np.linalg.lstsq(X, _targets(y, X), rcond=None)[0])


def largest_stable_rate(X: Any) -> float:
    """2/λ, λ the largest eigenvalue of the Hessian: descent converges below it and diverges above.

    Along an eigenvector of eigenvalue λ each step multiplies the error by 1 − ηλ, which is shorter than 1 exactly
    for 0 < η < 2/λ (Y. Nesterov, "Introductory lectures on convex optimization", Springer 2004, section 1.2.3).
    In the units of the loss; infinite for rows of zeros, where nothing ever moves.
    """
    X = _table(X)
    stretch = float(np.linalg.norm(X, 2))  # the largest singular value: λ = (2/n) stretch²
    return len(X) / stretch**2 if stretch else np.inf


def descend(X: Any, y: Any, rate: Rate, steps: int, w: Any = None) -> Array:
    """The path of gradient descent, w ← w − η (2/n) Xᵀ (Xw − y): (steps + 1, d), the start first.

    ``rate`` is a number or a schedule. The start is ``w`` (d,), or zero. With too large a rate the path leaves for
    infinity, and this returns it as it is. Raises as `loss` does, and InputError for a rate that is not positive.
    """
    X = _table(X)
    w, X, y = _fitting(np.zeros(X.shape[1]) if w is None else w, X, y)
    path = np.empty((count("steps", steps, least=0) + 1, len(w)))
    path[0] = w
    optimiser = GD(rate)
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(steps):
            optimiser.step({"w": w}, {"w": _gradient(w, X, y)})
            path[t + 1] = w
    return path


def _gradient(w: Array, X: Array, y: Array) -> Array:
    return np.asarray(X.T @ mean_squared_error_grad(X @ w, y))


def _fitting(w: Any, X: Any, y: Any) -> tuple[Array, Array, Array]:
    X = _table(X)
    return weights(w, X.shape[1]), X, _targets(y, X)


def _table(X: Any) -> Array:
    X = real("X", X)
    if X.ndim != 2 or X.size == 0:
        raise ShapeError("X", expected="a table (n, d)", got=f"shape {X.shape}", hint="X[:, None] for one column")
    return np.asarray(X)


def _targets(y: Any, X: Array) -> Array:
    y = real("y", y)
    if y.shape != (len(X),):
        raise ShapeError("y", expected=f"shape ({len(X)},), one target a row", got=f"shape {y.shape}",
                         hint="y.ravel() for a single column")  # fmt: skip
    return np.asarray(y)
