"""Is the network's gradient right, and does training with it do what gradient descent must?"""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from course import mlp
from course.gradcheck import complex_step_gradient

side = st.integers(1, 5)


@given(n=side, d=side, h=side, k=st.integers(2, 5), seed=st.integers(0, 999))
def test_gradients_agree_with_the_complex_step(n: int, d: int, h: int, k: int, seed: int) -> None:
    """Is every parameter's gradient right, for any sizes?"""
    rng = np.random.default_rng(seed)
    params = {name: rng.standard_normal(value.shape) for name, value in mlp.initial_params(rng, d, h, k).items()}
    X, y = rng.standard_normal((n, d)), rng.integers(0, k, size=n)
    grads = mlp.mlp_grads(params, X, y)
    assert list(grads) == list(params)
    for name, value in params.items():
        exact = complex_step_gradient(lambda v, name=name: mlp.loss(params | {name: v}, X, y), value)
        np.testing.assert_allclose(grads[name], exact, rtol=1e-9, atol=1e-13)


def test_small_steps_go_downhill_and_leave_the_start_alone() -> None:
    """Does the loss fall at each small step, and does `train` keep its hands off its arguments?"""
    rng = np.random.default_rng(1)
    X, y = rng.standard_normal((30, 3)), rng.integers(0, 2, size=30)
    start = mlp.initial_params(rng, 3, 4, 2)
    before = {name: value.copy() for name, value in start.items()}
    _, losses = mlp.train(start, X, y, rate=0.01, steps=50)
    assert losses.shape == (51,)
    assert (np.diff(losses) < 0).all()
    assert losses[0] == mlp.loss(start, X, y)
    assert all(np.array_equal(start[name], before[name]) for name in start)


def test_a_gradient_with_its_sign_flipped_goes_uphill() -> None:
    """Does `train` use the gradient that it is given, so that a wrong one shows?"""
    rng = np.random.default_rng(2)
    X, y = rng.standard_normal((30, 3)), rng.integers(0, 2, size=30)
    start = mlp.initial_params(rng, 3, 4, 2)

    def uphill(*args: object) -> mlp.Params:
        return {name: -value for name, value in mlp.mlp_grads(*args).items()}  # type: ignore[arg-type]

    _, losses = mlp.train(start, X, y, rate=0.01, steps=20, gradients=uphill)
    assert (np.diff(losses) > 0).all()


def test_zero_weights_never_part() -> None:
    """Do hidden units that start alike stay alike, as lesson 07 lets the student find out?"""
    rng = np.random.default_rng(3)
    X, y = rng.standard_normal((20, 2)), rng.integers(0, 2, size=20)
    start = {name: np.zeros_like(value) for name, value in mlp.initial_params(rng, 2, 3, 2).items()}
    end, _ = mlp.train(start, X, y, rate=0.5, steps=30)
    assert np.ptp(end["W1"], axis=0).max() == 0.0


def test_four_hidden_units_learn_xor_from_most_starts() -> None:
    """Out of 10 starts with 4 hidden units, do at least 8 solve XOR? (40 of 40 were measured for the lesson.)"""
    X, y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])
    solved = 0
    for seed in range(100, 110):
        start = mlp.initial_params(np.random.default_rng(seed), 2, 4, 2)
        solved += mlp.accuracy(mlp.train(start, X, y, rate=1.0, steps=400)[0], X, y) == 1.0
    assert solved >= 8
