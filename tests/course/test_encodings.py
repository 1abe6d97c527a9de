"""Do encodings say what was known, no more and no less?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import losses
from course.encodings import Standardiser, one_hot, thermometer

seeds = st.integers(0, 10_000)


def test_the_lectures_examples() -> None:
    """Are A, C, G, T the unit vectors, and small, medium, large 1 0 0, 1 1 0, 1 1 1?"""
    np.testing.assert_array_equal(one_hot([0, 1, 2, 3], 4), np.eye(4))
    np.testing.assert_array_equal(thermometer([0, 1, 2], 3), [[1, 0, 0], [1, 1, 0], [1, 1, 1]])


@given(seeds, st.integers(1, 6), st.integers(0, 8))
def test_codes_can_be_read_back(seed: int, k: int, n: int) -> None:
    """Does argmax undo one-hot, and a count of ones the thermometer?"""
    y = np.random.default_rng(seed).integers(0, k, size=n)
    assert one_hot(y, k).shape == thermometer(y, k).shape == (n, k)
    np.testing.assert_array_equal(one_hot(y, k).argmax(axis=1), y)
    np.testing.assert_array_equal(thermometer(y, k).sum(axis=1) - 1, y)


def test_only_the_thermometer_keeps_the_order() -> None:
    """Are levels as far apart as their thermometers, while all one-hot rows are equally far?"""
    levels = np.arange(5)
    apart = np.abs(levels[:, None] - levels)
    hot, warm = one_hot(levels, 5), thermometer(levels, 5)
    np.testing.assert_array_equal(np.abs(warm[:, None] - warm).sum(axis=2), apart)
    np.testing.assert_array_equal(np.abs(hot[:, None] - hot).sum(axis=2), 2 * (apart > 0))


def test_one_hot_stands_in_one_place() -> None:
    """Is the one-hot of the losses the same function?"""
    assert losses.one_hot is one_hot


@given(seeds, st.integers(2, 20), st.integers(1, 4))
def test_training_rows_get_mean_0_and_spread_1(seed: int, n: int, d: int) -> None:
    """And does `undo` give the rows back?"""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d)) * rng.uniform(0.1, 100, size=d) + rng.normal(size=d) * 50
    coder = Standardiser.fit(X)
    Z = coder.apply(X)
    np.testing.assert_allclose(Z.mean(axis=0), 0.0, atol=1e-9)
    np.testing.assert_allclose(np.sqrt((Z**2).mean(axis=0)), 1.0, rtol=1e-9)
    np.testing.assert_allclose(coder.undo(Z), X, rtol=1e-11, atol=1e-11)


def test_test_rows_are_coded_with_the_numbers_of_the_training_rows() -> None:
    """Does (0, 2) with mean 1 and spread 1 send 5 to 4, whatever else is in the test set?"""
    coder = Standardiser.fit([[0.0], [2.0]])
    np.testing.assert_array_equal(coder.apply([[5.0], [1.0]]), [[4.0], [0.0]])
    np.testing.assert_array_equal(coder.apply([[5.0]]), [[4.0]])


@pytest.mark.parametrize("value", [0.0, 0.1, 1 / 3, -1e9, 1e-300])
def test_a_constant_column_becomes_exactly_zero(value: float) -> None:
    """Even where rounding makes its standard deviation 1e-17 instead of 0, and does a new value stay small?"""
    X = np.column_stack([np.full(10, value), np.arange(10.0)])
    coder = Standardiser.fit(X)
    assert (coder.apply(X)[:, 0] == 0.0).all()
    assert coder.apply([[value + 0.5, 0.0]])[0, 0] == pytest.approx(0.5)


@pytest.mark.parametrize(("given", "kept"), [(np.float32, np.float32), (np.float64, np.float64), (int, np.float64)])
def test_the_type_of_the_numbers(given: Any, kept: Any) -> None:
    """Does float32 stay float32, and do whole numbers become float64?"""
    X = np.array([[1, 7], [2, 7], [4, 7]], dtype=given)
    coder = Standardiser.fit(X)
    assert coder.apply(X).dtype == coder.undo(X).dtype == kept
