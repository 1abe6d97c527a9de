"""Do the closed form and descent agree, and is the largest stable step the one that theory gives?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.gradcheck import complex_step_gradient, numeric_gradient
from course.least_squares import closed_form, descend, gradient, hessian, largest_stable_rate, loss
from course.losses import mean_squared_error

seeds = st.integers(0, 10_000)
sides = st.integers(1, 5)


def rows(seed: int, n: int, d: int) -> tuple[Any, Any]:
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, d)), rng.normal(size=n)


@given(seeds, sides, sides)
def test_the_gradient(seed: int, n: int, d: int) -> None:
    """Is it (2/n) Xᵀ (Xw − y), by the formula, by the complex step and by differences?"""
    X, y = rows(seed, n, d)
    w = np.random.default_rng(seed + 1).normal(size=d)
    claimed = gradient(w, X, y)
    np.testing.assert_allclose(claimed, 2 / n * X.T @ (X @ w - y), rtol=1e-12, atol=1e-13)
    exact = complex_step_gradient(lambda v: mean_squared_error(X @ v, y), w)
    np.testing.assert_allclose(claimed, exact, rtol=1e-9, atol=1e-13)
    estimate = numeric_gradient(lambda v: loss(v, X, y), w)
    assert (np.abs(claimed - estimate.value) <= estimate.error + 1e-12).all()


@given(seeds, sides, sides)
def test_the_hessian(seed: int, n: int, d: int) -> None:
    """Is it the Jacobian of the gradient: exact differences, since the gradient is linear?"""
    X, y = rows(seed, n, d)
    by_columns = [gradient(e, X, y) - gradient(np.zeros(d), X, y) for e in np.eye(d)]
    np.testing.assert_allclose(hessian(X), by_columns, atol=1e-12)


@given(seeds, st.integers(0, 4), st.integers(1, 4))
def test_the_closed_form(seed: int, more: int, d: int) -> None:
    """Does it solve the normal equations, and does no other w do better?"""
    X, y = rows(seed, d + more, d)
    w = closed_form(X, y)
    np.testing.assert_allclose(X.T @ (X @ w - y), 0.0, atol=1e-9)
    others = w + np.random.default_rng(seed).normal(size=(20, d))
    assert all(loss(w, X, y) <= loss(other, X, y) for other in others)


def test_of_many_minimisers_the_shortest() -> None:
    """With x₁ + x₂ = 2 alone to fulfil, is it (1, 1)?"""
    np.testing.assert_allclose(closed_form([[1.0, 1.0]], [2.0]), [1.0, 1.0])


@pytest.mark.parametrize("seed", range(20))
def test_descent_converges_below_the_limit_and_diverges_above(seed: int) -> None:
    """Within 1 % of 2/λ on both sides, does the distance to the minimum shrink to nothing or grow without end?"""
    X, y = rows(seed, 12, 3)
    best, limit = closed_form(X, y), largest_stable_rate(X)
    start = best + np.linalg.eigh(hessian(X))[1][:, -1]  # along the steepest direction, where the limit is sharp
    below, above = (descend(X, y, factor * limit, 2000, start) for factor in (0.99, 1.01))
    assert np.linalg.norm(below[-1] - best) < 1e-12
    assert np.linalg.norm(above[-1] - best) > 1e12
    # the theory, step by step: each step multiplies the error by 1 − ηλ = −0.98 or −1.02
    np.testing.assert_allclose(below[:20] - best, [(-0.98) ** t * (start - best) for t in range(20)], rtol=1e-8)
    np.testing.assert_allclose(above[:20] - best, [(-1.02) ** t * (start - best) for t in range(20)], rtol=1e-8)


@pytest.mark.parametrize("seed", range(10))
def test_descent_comes_to_the_closed_form(seed: int) -> None:
    """From zero, with half the largest rate, are both answers the same to 1e-8?"""
    X, y = rows(seed, 40, 3)
    path = descend(X, y, largest_stable_rate(X) / 2, 500)
    assert path.shape == (501, 3) and not path[0].any()
    np.testing.assert_allclose(path[-1], closed_form(X, y), atol=1e-8)
    losses = [loss(w, X, y) for w in path]
    assert (np.diff(losses) <= 1e-15).all()


def test_by_hand() -> None:
    """For x = 1, 2 and y = 2, 4: is w = 2, the Hessian 5, the limit 0.4, and one step from 0 with η = 0.1 w = 1?"""
    X, y = [[1.0], [2.0]], [2.0, 4.0]
    assert closed_form(X, y) == pytest.approx([2.0])
    assert hessian(X).tolist() == [[5.0]]
    assert largest_stable_rate(X) == pytest.approx(0.4)
    assert descend(X, y, 0.1, 1).tolist() == [[0.0], [1.0]]


def test_a_run_to_infinity_is_returned_without_a_warning() -> None:
    """And where nothing can move, is any step stable?"""
    assert not np.isfinite(descend([[1.0]], [1.0], 100.0, 500)[-1]).any()
    assert largest_stable_rate([[0.0, 0.0]]) == np.inf
