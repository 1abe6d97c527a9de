"""Are the planted margin and radius exact?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.data import planted, with_bias
from course.errors import InputError


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(2, 30), d=st.integers(2, 7), share=st.floats(0.01, 0.95))
def test_the_planted_margin_and_radius_are_exact(seed: int, n: int, d: int, share: float) -> None:
    """Is every row at least γ on its side of w*, γ·w* a mean of two turned rows, and the longest row R?

    The mean proves that no w does better: wᵀ(γ w*) ≤ γ for every unit w, so one of the two rows is no further
    than γ away.
    """
    R = 2.5
    X, y, w_star = planted(np.random.default_rng(seed), n, d, share * R, R)
    turned = y[:, None] * X
    heights = turned @ w_star
    assert heights.min() == pytest.approx(share * R)
    assert np.linalg.norm(X, axis=1).max() == pytest.approx(R)
    on_the_margin = turned[np.isclose(heights, share * R, rtol=1e-9)]
    means = (on_the_margin[:, None] + on_the_margin[None]) / 2
    assert np.isclose(means, share * R * w_star, atol=1e-9).all(axis=2).any()


def test_the_same_seed_gives_the_same_rows() -> None:
    """Does all randomness come from the generator?"""
    one, two = (planted(np.random.default_rng(5), 7, 3, 0.2) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(one, two, strict=True))


@pytest.mark.parametrize(("gamma", "n", "d"), [(0.0, 5, 2), (1.0, 5, 2), (0.5, 1, 2), (0.5, 5, 1)])
def test_what_cannot_be_planted_is_refused(gamma: float, n: int, d: int) -> None:
    """Are margins outside (0, R) and sets that are too small refused?"""
    with pytest.raises(InputError, match="0 < gamma < R"):
        planted(np.random.default_rng(0), n, d, gamma)


def test_the_bias_column_stands_first() -> None:
    """Is the constant put before the columns of X?"""
    assert with_bias([[2, 3], [4, 5]], 0.5).tolist() == [[0.5, 2, 3], [0.5, 4, 5]]
