"""Are the activations right at every size of argument, and do gradients come back through them unharmed?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from course import activations as act
from course.errors import ShapeError
from course.gradcheck import complex_step_gradient, numeric_gradient

ordinary = arrays(np.float64, array_shapes(min_dims=1, max_dims=2, max_side=4), elements=st.floats(-4, 4))
any_size = arrays(np.float64, array_shapes(min_dims=1, max_dims=2, max_side=4), elements=st.floats(-1e6, 1e6))


@given(any_size)
def test_everything_is_finite_at_any_size(z: Any) -> None:
    """Does any finite argument overflow, or leave the range?"""
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        assert ((act.sigmoid(z) >= 0) & (act.sigmoid(z) <= 1)).all()
        assert np.isfinite(act.softplus(z)).all()
        assert np.isfinite(act.log_softmax(z)).all()
        np.testing.assert_allclose(act.softmax(z).sum(axis=-1), 1.0, rtol=1e-12)


@given(ordinary)
def test_identities(z: Any) -> None:
    """Do tanh(z) = 2σ(2z) − 1, σ(−z) = 1 − σ(z), softplus(z) − softplus(−z) = z hold?"""
    np.testing.assert_allclose(act.tanh(z), 2 * act.sigmoid(2 * z) - 1, atol=1e-14)
    np.testing.assert_allclose(act.sigmoid(-z), 1 - act.sigmoid(z), atol=1e-15)
    np.testing.assert_allclose(act.softplus(z) - act.softplus(-z), z, atol=1e-13)


@given(ordinary, st.floats(-50, 50))
def test_softmax_ignores_a_common_shift(z: Any, shift: float) -> None:
    """Does adding one number to all logits of a row change nothing, and two logits give a sigmoid?"""
    np.testing.assert_allclose(act.softmax(z + shift), act.softmax(z), rtol=1e-9)
    first = z[..., :1]
    pair = np.concatenate([first, np.zeros_like(first)], axis=-1)
    np.testing.assert_allclose(act.softmax(pair)[..., :1], act.sigmoid(first), rtol=1e-12)


def test_step_and_relu_at_zero() -> None:
    """Is the convention at 0 the course's: step(0) = 0, relu'(0) = 0?"""
    np.testing.assert_array_equal(act.step([-1.0, 0.0, 1.0]), [0, 0, 1])
    np.testing.assert_array_equal(act.relu([-1.0, 0.0, 2.0]), [0, 0, 2])
    np.testing.assert_array_equal(act.relu_backward([-1.0, 0.0, 2.0], [7.0, 8.0, 9.0]), [0, 0, 9])


def test_the_lectures_relu_example() -> None:
    """Does x = (1, −2, 3, −1) with (4, −1, 5, 9) arriving give (4, 0, 5, 0)?"""
    np.testing.assert_array_equal(act.relu_backward([1.0, -2, 3, -1], [4.0, -1, 5, 9]), [4, 0, 5, 0])


@given(ordinary, st.floats(0, 1))
def test_leaky_relu(z: Any, slope: float) -> None:
    """Is it relu(z) − slope · relu(−z), the ReLU for slope 0 and the identity for slope 1, with slopes to match?"""
    leaky, back = act.leaky_relu(z, slope), act.leaky_relu_backward(z, np.ones_like(z), slope)
    np.testing.assert_allclose(leaky, act.relu(z) - slope * act.relu(-z), rtol=1e-15, atol=1e-15)
    np.testing.assert_array_equal(act.leaky_relu(z, 0.0), act.relu(z))
    np.testing.assert_array_equal(act.leaky_relu(z, 1.0), act.identity(z))
    estimate = numeric_gradient(lambda v: act.leaky_relu(v, slope).sum(), z)
    clear = np.abs(z) > 1e-3
    np.testing.assert_allclose(back[clear], estimate.value[clear], rtol=1e-6, atol=1e-9)
    assert (back[z == 0] == slope).all()


@given(ordinary)
def test_units_without_a_useful_slope(z: Any) -> None:
    """Is sign odd, with sign(0) = 0, step(z) = max(sign z, 0), and does nothing come back through either?"""
    np.testing.assert_array_equal(act.sign(z), (z > 0) * 1.0 - (z < 0) * 1.0)
    np.testing.assert_array_equal(act.sign(-z), -act.sign(z))
    np.testing.assert_array_equal(act.step(z), np.maximum(act.sign(z), 0))
    upstream = np.random.default_rng(z.size).standard_normal(z.shape)
    assert not act.step_backward(z, upstream).any() and not act.sign_backward(z, upstream).any()
    np.testing.assert_array_equal(act.identity_backward(z, upstream), upstream)


@pytest.mark.parametrize("name", [name for name in act.__all__ if "jacobian" not in name])
def test_float32_stays_float32(name: str) -> None:
    """Does each activation, and each way back, keep the type of its argument?"""
    z = np.array([[0.5, -1.0, 0.0]], dtype=np.float32)
    given = (z, z) if name.endswith("_backward") else (z,)
    assert getattr(act, name)(*given).dtype == np.float32


SMOOTH = [
    (act.sigmoid, act.sigmoid_backward),
    (act.tanh, act.tanh_backward),
    (act.softmax, act.softmax_backward),
]


@pytest.mark.parametrize(("forward", "backward"), SMOOTH)
@given(z=ordinary)
def test_backward_agrees_with_the_complex_step(forward: Any, backward: Any, z: Any) -> None:
    """Is the gradient of a random combination of outputs the one that the backward rule gives?"""
    upstream = np.random.default_rng(z.size).standard_normal(z.shape)
    exact = complex_step_gradient(lambda v: np.sum(upstream * forward(v)), z)
    np.testing.assert_allclose(backward(forward(z), upstream), exact, rtol=1e-10, atol=1e-14)


@given(arrays(np.float64, st.integers(1, 6), elements=st.floats(-4, 4)))
def test_softmax_jacobian(z: Any) -> None:
    """Is diag(p) − ppᵀ the Jacobian, does each row sum to 0, and does it agree with the product rule?"""
    J = act.softmax_jacobian(act.softmax(z))
    rows = [complex_step_gradient(lambda v, i=i: act.softmax(v)[i], z) for i in range(len(z))]
    np.testing.assert_allclose(J, rows, rtol=1e-10, atol=1e-15)
    np.testing.assert_allclose(J.sum(axis=1), 0, atol=1e-15)
    upstream = np.random.default_rng(0).standard_normal(len(z))
    np.testing.assert_allclose(act.softmax_backward(act.softmax(z), upstream), J.T @ upstream, atol=1e-14)


@given(ordinary)
def test_slopes_of_softplus_and_relu(z: Any) -> None:
    """Is the slope of softplus the sigmoid, and that of ReLU the open gate?"""
    slope = complex_step_gradient(lambda v: act.softplus(v).sum(), z)
    np.testing.assert_allclose(slope, act.sigmoid(z), rtol=1e-10)
    estimate = numeric_gradient(lambda v: act.relu(v).sum(), z)
    claimed = act.relu_backward(z, np.ones_like(z))
    clear = np.abs(z) > 1e-3
    np.testing.assert_allclose(claimed[clear], estimate.value[clear], rtol=1e-6)


def test_a_softmax_that_hands_back_zero_is_caught() -> None:
    """Is zero, which a plain-sum test lets through, far from the gradient of a random combination?"""
    z, upstream = np.array([0.3, -1.0, 2.0]), np.array([1.0, -2.0, 0.5])
    exact = complex_step_gradient(lambda v: np.sum(upstream * act.softmax(v)), z)
    assert np.abs(exact).max() > 0.01
    plain = complex_step_gradient(lambda v: np.sum(act.softmax(v)), z)
    np.testing.assert_allclose(plain, 0, atol=1e-15)


@pytest.mark.parametrize(
    "backward", [getattr(act, name) for name in act.__all__ if name.endswith("_backward")]
)
def test_shapes_must_agree(backward: Callable[..., Any]) -> None:
    """Is an upstream gradient of another shape refused, with both shapes named?"""
    with pytest.raises(ShapeError, match=r"\(2, 3\).*\(3,\)"):
        backward(np.zeros((2, 3)), np.zeros(3))


def test_softmax_jacobian_wants_one_row() -> None:
    """Is a batch refused?"""
    with pytest.raises(ShapeError, match=r"\(2, 2\)"):
        act.softmax_jacobian(np.full((2, 2), 0.5))
