"""Is every row on exactly one side of a split, with its own label?"""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from course.data import digits, split


@given(st.integers(0, 10_000), st.integers(2, 50), st.floats(0.01, 0.99))
def test_rows_are_parted_whole(seed: int, n: int, test: float) -> None:
    """Do the parts have the stated sizes, share no row, and keep each row's label?"""
    held = round(test * n)
    assume(0 < held < n)
    X = np.arange(2 * n).reshape(n, 2)
    parts = split(np.random.default_rng(seed), X, 10 * np.arange(n), test)
    assert len(parts.X_test) == len(parts.y_test) == held
    rows, labels = np.concatenate([parts.X, parts.X_test]), np.concatenate([parts.y, parts.y_test])
    assert sorted(rows[:, 0]) == X[:, 0].tolist()
    np.testing.assert_array_equal(labels, 5 * rows[:, 0])


def test_digits() -> None:
    """Are there 1,797 images of 64 values in [0, 1], ten classes on both sides, and one split a seed?"""
    parts = digits(np.random.default_rng(0))
    assert parts.X.shape == (1438, 64) and parts.X_test.shape == (359, 64)
    values = np.concatenate([parts.X, parts.X_test])
    assert values.min() == 0.0 and values.max() == 1.0
    assert set(parts.y) == set(parts.y_test) == set(range(10))
    again, other = digits(np.random.default_rng(0)), digits(np.random.default_rng(1))
    assert np.array_equal(parts.X, again.X) and not np.array_equal(parts.X, other.X)


def test_a_picture_goes_with_its_label() -> None:
    """Is a plain rule, the nearest mean image, right far more often than chance on rows held back?"""
    X, y, X_test, y_test = digits(np.random.default_rng(2))
    means = np.array([X[y == c].mean(axis=0) for c in range(10)])
    guess = ((X_test[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
    assert np.mean(guess == y_test) > 0.8
