"""Are the margin lab's three fits at the lowest point of their objective?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.plots.losses.margin import LOSSES
from course.widgets import margin_fits
from course.widgets.margin_losses import make

SETTINGS = [(0.0, "right side", 0), (24.0, "right side", 0), (24.0, "wrong side", 2), (0.0, "right side", 5)]


def objective(name: str, w: Any, X: Any, y: Any, lam: float) -> float:
    return float(np.mean(LOSSES[name][0](y * (X @ w))) + lam * w @ w)


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("name", margin_fits.FITS)
def test_no_step_goes_down(name: str, setting: tuple[Any, ...]) -> None:
    """Is every one of 400 random steps, small and large, uphill? The objectives are convex, so then it is lowest."""
    X, y = make(*setting, seed=4)
    w = margin_fits.FITS[name](X, y)
    best = objective(name, w, X, y, margin_fits.LAM)
    rng = np.random.default_rng(0)
    for size in (1e-3, 1e-2, 0.1, 1.0):
        for _ in range(100):
            moved = objective(name, w + size * rng.standard_normal(3), X, y, margin_fits.LAM)
            assert moved > best - 1e-9


def test_the_hinge_fit_is_the_support_vector_machine() -> None:
    """Does scikit-learn find the same weights for C = 1 / (2 n λ), without an intercept?"""
    from sklearn.svm import SVC

    X, y = make(24.0, "wrong side", 2, seed=4)
    machine = SVC(kernel="linear", C=1 / (2 * margin_fits.LAM * len(X)), tol=1e-8)
    # an SVC has an intercept that is free: centred copies of opposite rows force it to 0
    machine.fit(np.vstack([X, -X]), np.concatenate([y, -y]))
    # each row is there twice, so the data term counts double against the same C; halve it by the mean over 2n
    w = margin_fits.hinge(np.vstack([X, -X]), np.concatenate([y, -y]), lam=margin_fits.LAM / 2)
    np.testing.assert_allclose(machine.coef_[0], w, atol=2e-3)
    assert machine.intercept_[0] == pytest.approx(0.0, abs=1e-3)


def test_the_squared_fit_is_ridge_regression() -> None:
    """Is the gradient of mean((Xw − y)²) + λ ‖w‖² zero there?"""
    X, y = make(8.0, "right side", 1, seed=1)
    w = margin_fits.squared(X, y)
    np.testing.assert_allclose(2 * X.T @ (X @ w - y) / len(X) + 2 * margin_fits.LAM * w, 0, atol=1e-12)
