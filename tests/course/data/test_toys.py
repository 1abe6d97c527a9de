"""Are the toys the shapes that they are said to be, balanced, and the same for the same seed?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.data import moons, spirals, with_bias, xor
from course.margin import separable

seeds = st.integers(0, 10_000)
TOYS = [xor, moons, spirals]


@pytest.mark.parametrize("toy", TOYS)
@given(seed=seeds, n=st.integers(1, 60))
def test_shape_balance_and_seed(toy: Any, seed: int, n: int) -> None:
    """Are there n rows, classes 0 and 1 in turn, and is all chance in the generator?"""
    X, y = toy(np.random.default_rng(seed), n)
    assert X.shape == (n, 2) and y.dtype.kind == "i"
    assert y.tolist() == [i % 2 for i in range(n)]
    again = toy(np.random.default_rng(seed), n)
    assert np.array_equal(X, again[0]) and np.array_equal(y, again[1])


@pytest.mark.parametrize("toy", TOYS)
def test_no_line_parts_the_classes(toy: Any) -> None:
    """With 80 rows, is no straight line enough?"""
    X, y = toy(np.random.default_rng(0), 80)
    assert not separable(with_bias(X), 2 * y - 1)


def test_xor_by_hand() -> None:
    """Are the four corners there in turn, with the class of their signs, and does noise have the stated spread?"""
    X, y = xor(np.random.default_rng(0), 8)
    assert X.tolist() == [[-1, -1], [-1, 1], [1, 1], [1, -1]] * 2
    assert y.tolist() == [int(a * b < 0) for a, b in X]
    noisy, _ = xor(np.random.default_rng(1), 8000, spread=0.3)
    assert (noisy - np.resize(X, (8000, 2))).std() == pytest.approx(0.3, rel=0.03)


@given(seeds)
def test_moons_are_half_circles(seed: int) -> None:
    """Without noise, is each row at distance 1 from its centre, on its own half?"""
    X, y = moons(np.random.default_rng(seed), 30, spread=0.0)
    for centre, side, rows in (((0.0, 0.0), 1, X[y == 0]), ((1.0, 0.5), -1, X[y == 1])):
        np.testing.assert_allclose(np.linalg.norm(rows - centre, axis=1), 1.0, rtol=1e-12)
        assert (side * (rows[:, 1] - centre[1]) >= -1e-12).all()


@given(seeds, st.floats(0.5, 3.0))
def test_spirals_wind_as_stated(seed: int, turns: float) -> None:
    """Is the angle 2π · turns · radius, plus half a circle for class 1?"""
    X, y = spirals(np.random.default_rng(seed), 30, turns=turns)
    radius = np.linalg.norm(X, axis=1)
    assert (radius >= 0.1 - 1e-12).all() and (radius <= 1 + 1e-12).all()
    angle = 2 * np.pi * turns * radius + np.pi * y
    np.testing.assert_allclose(X, radius[:, None] * np.exp(1j * angle).view(float).reshape(-1, 2), atol=1e-9)
