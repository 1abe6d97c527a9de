"""Do the examples that lectures work by hand come out of the engine with the same numbers?

Those of computation graphs are in `tests/course/graph/test_worked_numbers.py`; gates, margins and least squares have
theirs beside their other tests.
"""

from __future__ import annotations

import math
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import mlp
from course.activations import relu, relu_backward, sigmoid, sigmoid_backward, tanh
from course.gradcheck import complex_step_gradient, numeric_gradient
from course.layers import linear, linear_backward
from course.least_squares import closed_form, descend, gradient
from course.losses import (
    binary_cross_entropy_grad,
    l2_penalty,
    l2_penalty_grad,
    mean_squared_error,
    mean_squared_error_grad,
)
from course.optimisers import GD, SGD
from course.schedules import Exponential, InverseTime

seeds = st.integers(0, 10_000)


def jacobian(f: Any, x: Any) -> Any:
    """The matrix ∂f_i/∂x_j, row by row, by the complex step."""
    return np.array([complex_step_gradient(lambda v, i=i: f(v)[i], x) for i in range(len(f(x)))])


# Fitting


def test_ten_parameters_of_a_net_on_the_line() -> None:
    """Has f(x) = w₀ + Σ w_i σ(v_i x + b_i), i = 1..3, ten parameters?"""
    params = mlp.initial_params(np.random.default_rng(0), d=1, h=3, k=1)
    assert sum(value.size for value in params.values()) == 10


def test_the_mean_squared_error_of_three_points() -> None:
    """Do predictions 1, 2, 4 of 1, 3, 2 err by (0 + 1 + 4)/3, with the gradient ⅔ (0, −1, 2)?"""
    assert mean_squared_error([1.0, 2.0, 4.0], [1.0, 3.0, 2.0]) == pytest.approx(5 / 3)
    np.testing.assert_allclose(mean_squared_error_grad([1.0, 2.0, 4.0], [1.0, 3.0, 2.0]), [0, -2 / 3, 4 / 3])


def test_convex_after_convex_need_not_be_convex() -> None:
    """Does (x² − 1)², a square of a convex function, and does tanh, lie above a chord of itself somewhere?"""

    def composed(x: float) -> float:
        return (x**2 - 1) ** 2

    assert composed(0.0) > (composed(-1.0) + composed(1.0)) / 2
    assert float(tanh(1.0)) > float(tanh(0.0) + tanh(2.0)) / 2


def test_too_small_right_and_too_large_steps() -> None:
    """On w², whose slope is 2w and whose limit 2/L is 1: do η = 0.1, 0.5, 0.9, 1.0 and 1.1 creep, hit, swing,
    repeat and run away, as (1 − 2η)^t says?"""
    for rate, shrinks in ((0.1, 0.8), (0.5, 0.0), (0.9, -0.8), (1.0, -1.0), (1.1, -1.2)):
        w = {"w": np.array([1.0])}
        optimiser = GD(rate)
        for t in range(1, 6):
            optimiser.step(w, {"w": 2 * w["w"]})
            assert w["w"][0] == pytest.approx(shrinks**t, abs=1e-12)


def test_the_blanks_of_activity_3() -> None:
    """Is a step on linear regression w − (2α/n) Xᵀ(Xw − y), and the optimum where the gradient is 0?"""
    X, y, w = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), np.array([1.0, 3.0, 5.0]), np.array([0.0, 1.0])
    # by hand: Xw − y = (−1, −2, −3), Xᵀ(…) = (−6, −8), and 2α/n = 0.1 for α = 0.15
    np.testing.assert_allclose(gradient(w, X, y), [-4.0, -16 / 3])
    np.testing.assert_allclose(descend(X, y, 0.15, 1, w)[1], [0.6, 1.8])
    np.testing.assert_allclose(closed_form(X, y), [1.0, 2.0])


def test_minibatch_gradients_average_to_the_whole() -> None:
    """Over all 15 batches of 2 out of 6 rows, is the mean of their gradients that of all rows?"""
    rng = np.random.default_rng(0)
    X, y, w = rng.normal(size=(6, 3)), rng.normal(size=6), rng.normal(size=3)
    batches = [gradient(w, X[list(rows)], y[list(rows)]) for rows in combinations(range(6), 2)]
    np.testing.assert_allclose(np.mean(batches, axis=0), gradient(w, X, y), rtol=1e-12)


def test_an_epoch_one_row_at_a_time() -> None:
    """For x = 1, 2, y = 2, 4, w = 0, α = 0.1 and squared errors: is w 0.4 after the first row, 1.68 after both?"""
    w = {"w": np.zeros(1)}
    optimiser = SGD(0.1)
    seen = []
    for x, y in ((1.0, 2.0), (2.0, 4.0)):
        optimiser.step(w, {"w": gradient(w["w"], [[x]], [y])})
        seen.append(float(w["w"][0]))
    assert seen == pytest.approx([0.4, 1.68])


def test_learning_rates_that_decay() -> None:
    """From 0.1 with κ = 0.1, after 10 steps: is it 0.1/e = 0.0368, and 0.1/2 = 0.05?"""
    assert Exponential(0.1, 0.1)(10) == pytest.approx(0.1 / math.e) == pytest.approx(0.0368, abs=5e-5)
    assert InverseTime(0.1, 0.1)(10) == 0.05


def test_a_saddle() -> None:
    """At 0 of x² − y²: is the slope 0, the Hessian of both signs, and does descent leave unless y is exactly 0?"""

    def slope(v: Any) -> Any:
        return np.array([2 * v[0], -2 * v[1]])

    np.testing.assert_allclose(np.linalg.eigvalsh(jacobian(slope, np.zeros(2))), [-2.0, 2.0])
    for y, away in ((0.0, False), (1e-6, True)):
        v = {"v": np.array([1.0, y])}
        optimiser = GD(0.1)
        for _ in range(100):
            optimiser.step(v, {"v": slope(v["v"])})
        assert abs(v["v"][0]) < 1e-9
        assert bool(abs(v["v"][1]) > 1.0) is away


@pytest.mark.parametrize("lam", [0.0, 0.1, 2.0])
def test_the_ridge_penalty_adds_2_lambda_w(lam: float) -> None:
    """Is λ wᵀw = 5λ at w = (1, −2), with the gradient 2λ (1, −2)?"""
    assert l2_penalty([1.0, -2.0], lam) == pytest.approx(5 * lam)
    np.testing.assert_allclose(l2_penalty_grad([1.0, -2.0], lam), [2 * lam, -4 * lam])


# Derivatives and the chain rule


def test_the_derivative_as_a_limit() -> None:
    """For x³ at 2: do the quotients (f(x + t) − f(x))/t come to 12, their error 6t + t² with them?"""
    for t in (0.1, 0.01, 0.001):
        assert ((2 + t) ** 3 - 8) / t - 12 == pytest.approx(6 * t + t * t, rel=1e-6)


def test_the_chain_rule_where_its_usual_proof_divides_by_zero() -> None:
    """With a constant inner function g = 1, g(x + t) − g(x) is always 0: is (f ∘ g)' = f'(1) · 0 all the same?"""
    exact = complex_step_gradient(lambda v: np.sum(np.exp(0 * v + 1)), np.array([0.7]))
    assert exact[0] == 0.0


def test_a_sum_over_paths() -> None:
    """For c = (b₁b₂, b₁ + b₂), b = (a², 3a) at a = 2: is dc/da the product of the Jacobians, (36, 7)?"""
    # b = (4, 6); ∂c/∂b = [[6, 4], [1, 1]]; ∂b/∂a = (4, 3); so dc/da = (24 + 12, 7) = (36, 7); and c₁ = 3a³ directly
    outer = jacobian(lambda b: np.array([b[0] * b[1], b[0] + b[1]]), np.array([4.0, 6.0]))
    inner = jacobian(lambda a: np.array([a[0] ** 2, 3 * a[0]]), np.array([2.0]))
    np.testing.assert_allclose(outer, [[6.0, 4.0], [1.0, 1.0]])
    np.testing.assert_allclose(inner, [[4.0], [3.0]])
    np.testing.assert_allclose(outer @ inner, [[36.0], [7.0]])


@given(seeds, st.integers(1, 4), st.integers(1, 4), st.integers(1, 4))
def test_jacobians_multiply(seed: int, d: int, m: int, k: int) -> None:
    """Is ∂c_i/∂a_j = Σ_k ∂c_i/∂b_k ∂b_k/∂a_j for maps between any dimensions?"""
    rng = np.random.default_rng(seed)
    M, N, a = rng.normal(size=(m, d)), rng.normal(size=(k, m)), rng.normal(size=d)
    whole = jacobian(lambda v: np.sin(N @ np.tanh(M @ v)), a)
    b = np.tanh(M @ a)
    parts = jacobian(lambda v: np.sin(N @ v), b) @ jacobian(lambda v: np.tanh(M @ v), a)
    np.testing.assert_allclose(whole, parts, rtol=1e-10, atol=1e-12)


@given(seeds, st.integers(1, 4), st.integers(1, 4))
def test_the_sensitivity_of_an_affine_map(seed: int, m: int, n: int) -> None:
    """If a_j grows by δ, does b_i = (Ma + c)_i grow by M_ij δ, and is the way back Mᵀ?"""
    rng = np.random.default_rng(seed)
    M, c, a, up = rng.normal(size=(n, m)), rng.normal(size=n), rng.normal(size=m), rng.normal(size=n)
    delta = 0.01
    for j in range(m):
        grown = linear(M, c, (a + delta * np.eye(m)[j])[None])[0] - linear(M, c, a[None])[0]
        np.testing.assert_allclose(grown, M[:, j] * delta, atol=1e-13)
    dX = linear_backward(M, c, a[None], up[None])[2]
    np.testing.assert_allclose(dX[0], M.T @ up, rtol=1e-12, atol=1e-13)


# Backpropagation


def test_the_linear_layer_for_one_vector() -> None:
    """For v = Wu: is ∇_u = Wᵀ∇_v and ∇_W = ∇_v uᵀ, entry by entry (∂v_k/∂W_ij = 0 for k ≠ i)?"""
    W, u, up = np.array([[1.0, 2.0, 0.0], [0.0, -1.0, 3.0]]), np.array([1.0, 0.5, -1.0]), np.array([2.0, -1.0])
    dW, _, du = linear_backward(W, np.zeros(2), u[None], up[None])
    assert linear(W, np.zeros(2), u[None]).tolist() == [[2.0, -3.5]]
    assert du.tolist() == [[2.0, 5.0, -3.0]]
    assert dW.tolist() == [[2.0, 1.0, -2.0], [-1.0, -0.5, 1.0]]
    one = jacobian(lambda w: linear(w.reshape(2, 3), np.zeros(2), u[None])[0], W.ravel())
    assert not one[0, 3:].any() and not one[1, :3].any()


def test_the_sigmoid_circuit_and_why_a_slide_got_away() -> None:
    """At z = 1: is σ = 0.73 and σ' = 0.1966; and is σ(−1)(1 − σ(−1)), the slide's slip, the same by symmetry?"""
    A = sigmoid(np.array([1.0]))
    assert round(float(A[0]), 2) == 0.73
    assert round(float(sigmoid_backward(A, np.ones(1))[0]), 4) == 0.1966
    assert 1 / (1 + math.e) == pytest.approx(float(sigmoid(-1.0))) == pytest.approx(1 - float(A[0]))
    wrong = sigmoid(np.array([-1.0]))
    np.testing.assert_allclose(sigmoid_backward(wrong, np.ones(1)), sigmoid_backward(A, np.ones(1)), rtol=1e-14)


def test_the_sigmoids_largest_slope() -> None:
    """Is σ' at most ¼, at 0, where that of tanh is 1: so does tanh(z) = 2σ(2z) − 1 rise four times as fast?"""
    z = np.linspace(-6, 6, 1201)
    slopes = sigmoid_backward(sigmoid(z), np.ones_like(z))
    assert slopes.max() == 0.25 and z[slopes.argmax()] == pytest.approx(0.0, abs=1e-12)


def test_relu_on_the_lectures_vector() -> None:
    """Does (1, −2, 3, −1) give (1, 0, 3, 0), and (4, −1, 5, 9) from above (4, 0, 5, 0)?"""
    x = np.array([1.0, -2.0, 3.0, -1.0])
    assert relu(x).tolist() == [1.0, 0.0, 3.0, 0.0]
    assert relu_backward(x, np.array([4.0, -1.0, 5.0, 9.0])).tolist() == [4.0, 0.0, 5.0, 0.0]


def test_the_squared_norm_by_the_layer() -> None:
    """For ‖Wx‖² at the lecture's W and x: is q = (.22, .26), f = .116, ∇W = 2qxᵀ and ∇x = 2Wᵀq = (−.112, .636)?"""
    W, x = np.array([[0.1, 0.5], [-0.3, 0.8]]), np.array([[0.2, 0.4]])
    q = linear(W, np.zeros(2), x)
    np.testing.assert_allclose(q, [[0.22, 0.26]], rtol=1e-14)
    assert np.sum(q**2) == pytest.approx(0.116)
    dW, _, dx = linear_backward(W, np.zeros(2), x, 2 * q)
    np.testing.assert_allclose(dW, [[0.088, 0.176], [0.104, 0.208]])
    np.testing.assert_allclose(dx, [[-0.112, 0.636]])


def test_the_logistic_unit_from_its_logit() -> None:
    """Is ∂ℓ/∂w = (ŷ − y) x and ∂ℓ/∂x = (ŷ − y) w, the layer and the loss doing the work?"""
    w, b, x, y = np.array([[0.7, -1.2]]), np.array([0.2]), np.array([[-1.3, 0.4]]), np.array([[1.0]])
    z = linear(w, b, x)
    dw, db, dx = linear_backward(w, b, x, binary_cross_entropy_grad(z, y))
    gap = float(1 / (1 + np.exp(-z[0, 0])) - 1.0)
    np.testing.assert_allclose(dw, gap * x, rtol=1e-12)
    np.testing.assert_allclose(dx, gap * w, rtol=1e-12)
    np.testing.assert_allclose(db, [gap], rtol=1e-12)


def test_the_missing_minus_in_numbers() -> None:
    """For ½(y − σ(wx + b))² + λw² at w = .7, x = 1.5, b = −.3, y = .2, λ = .1: is the slope in w .29662, by
    differences and by the mended formula, while the formula without its minus gives −.01662?"""
    w, x, b, y, lam = 0.7, 1.5, -0.3, 0.2, 0.1

    def loss(v: float) -> float:
        return 0.5 * (y - 1 / (1 + math.exp(-v * x - b))) ** 2 + lam * v**2

    s = sigmoid(np.array([w * x + b]))
    first = float(sigmoid_backward(s, y - s)[0]) * x
    penalty = float(l2_penalty_grad(w, lam))
    assert round(float(numeric_gradient(loss, w).value), 5) == 0.29662
    assert round(-first + penalty, 5) == 0.29662
    assert round(first + penalty, 5) == -0.01662
