"""Are Bishop's four targets drawn as his figure says?"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.data import TARGETS, curve

BY_HAND = {
    "square": lambda x: x * x,
    "sine": lambda x: math.sin(math.pi * x),
    "absolute": lambda x: x if x > 0 else -x,
    "heaviside": lambda x: 1.0 if x > 0 else 0.0,
}


@pytest.mark.parametrize("name", TARGETS)
@given(seed=st.integers(0, 10_000))
def test_fifty_points_on_the_curve(name: str, seed: int) -> None:
    """Are there 50 points in (−1, 1), in order, each with its curve's value?"""
    X, y = curve(np.random.default_rng(seed), name)
    assert X.shape == (50, 1) and y.shape == (50,)
    assert (np.abs(X) < 1).all() and (np.diff(X[:, 0]) >= 0).all()
    np.testing.assert_allclose(y, [BY_HAND[name](float(x)) for x in X[:, 0]], atol=1e-15)


def test_the_points_are_uniform_and_the_noise_as_stated() -> None:
    """With 20,000 points, are mean 0 and variance 1/3 met, and the spread of the targets?"""
    X, y = curve(np.random.default_rng(0), "square", 20_000, spread=0.2)
    assert abs(X.mean()) < 0.02 and X.var() == pytest.approx(1 / 3, rel=0.03)
    assert (y - X[:, 0] ** 2).std() == pytest.approx(0.2, rel=0.03)


def test_the_step_at_zero() -> None:
    """Is H(0) = 0, the course's convention?"""
    assert TARGETS["heaviside"](np.array([0.0]))[0] == 0.0
