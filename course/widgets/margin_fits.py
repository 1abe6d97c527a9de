"""One weight vector for each loss of the margin: where mean(loss(y wᵀx)) + λ ‖w‖² is lowest, for the margin lab."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.activations import sigmoid
from course.labelled import Array

LAM = 0.01
"""Small, but not 0: on separable rows the logistic loss alone has no lowest point."""
NEWTON_STEPS, PASSES = 60, 4000
STILL = 1e-10
"""A step, or a pass, that moves less than this is the last."""


def squared(X: Array, y: Array, lam: float = LAM) -> Array:
    """The w (d,) of (1 − s)², which is (y − wᵀx)² for labels of ±1: ridge regression in closed form."""
    n, d = X.shape
    return np.asarray(np.linalg.solve(X.T @ X / n + lam * np.eye(d), X.T @ y / n))


def logistic(X: Array, y: Array, lam: float = LAM) -> Array:
    """The w (d,) of log(1 + e^−s), by Newton's method with steps halved until they go down."""

    def slope(w: Array) -> Array:
        return np.asarray(-(y * sigmoid(-y * (X @ w))) @ X / len(X) + 2 * lam * w)

    w = np.zeros(X.shape[1])
    for _ in range(NEWTON_STEPS):
        p = sigmoid(X @ w)
        curvature = (X.T * (p * (1 - p))) @ X / len(X) + 2 * lam * np.eye(len(w))
        step = np.linalg.solve(curvature, slope(w))
        size = 1.0
        # The objective is convex: along the step its slope grows, and is not yet positive short of the lowest point.
        while size > STILL and float(step @ slope(w - size * step)) < -0.5 * float(step @ slope(w)):
            size /= 2
        w = w - size * step
        if np.abs(step).max() < STILL:
            break
    return w


def hinge(X: Array, y: Array, lam: float = LAM) -> Array:
    """The w (d,) of max(0, 1 − s): a support vector machine, whose rows' weights are found one at a time.

    Dual coordinate descent: Hsieh, Chang, Lin, Keerthi & Sundararajan, ICML 2008, algorithm 1.
    """
    most = 1 / (2 * lam * len(X))
    signed, lengths = y[:, None] * X, np.einsum("nd,nd->n", X, X)
    weights, w = np.zeros(len(X)), np.zeros(X.shape[1])
    for _ in range(PASSES):
        before = weights.copy()
        for i, row in enumerate(signed):
            wanted = min(max(weights[i] + (1 - float(row @ w)) / lengths[i], 0.0), most)
            w = w + (wanted - weights[i]) * row
            weights[i] = wanted
        if np.abs(weights - before).max() < 1e-6 * most:
            break
    return w


FITS: dict[str, Callable[[Array, Array], Array]] = {"squared": squared, "logistic": logistic, "hinge": hinge}
"""The perceptron's loss is left out: with a penalty its lowest point is w = 0, whatever the rows."""
