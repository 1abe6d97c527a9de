"""Does clipping shorten what is too long, leave the rest alone, and survive gradients that have exploded?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.clipping import clip_by_norm, clip_by_value, global_norm

seeds = st.integers(0, 10_000)
limits = st.floats(0.01, 20.0)


def gradients(seed: int, dtype: Any = np.float64) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    return {"W": rng.normal(size=(3, 2)).astype(dtype), "b": rng.normal(size=2).astype(dtype)}


def as_one(grads: dict[str, Any]) -> Any:
    return np.concatenate([g.ravel() for g in grads.values()])


@given(seeds, limits)
def test_the_length_is_cut_and_the_direction_kept(seed: int, limit: float) -> None:
    """Is g ↦ g min(1, limit/‖g‖) what comes out, over all arrays as one vector, and ‖g‖ what is returned?"""
    grads = gradients(seed)
    before = as_one(grads)
    length = float(np.linalg.norm(before))
    assert clip_by_norm(grads, limit) == pytest.approx(length, rel=1e-13)
    np.testing.assert_allclose(as_one(grads), before * min(1.0, limit / length), rtol=1e-13)
    assert np.linalg.norm(as_one(grads)) <= limit * (1 + 1e-12)


@given(seeds, limits)
def test_each_entry_is_cut(seed: int, limit: float) -> None:
    """Does clipping by value keep small entries, and bring the others to ±limit?"""
    grads = gradients(seed)
    before = as_one(grads)
    clip_by_value(grads, limit)
    expected = [min(max(g, -limit), limit) for g in before]
    assert as_one(grads).tolist() == expected


def test_by_hand() -> None:
    """Does (3, 4), of length 5, become (0.6, 0.8) by length 1, and (1, 1) by value 1, which is another direction?"""
    grads = {"a": np.array([3.0]), "b": np.array([[4.0]])}
    assert clip_by_norm(grads, 1.0) == 5.0
    np.testing.assert_allclose(as_one(grads), [0.6, 0.8], rtol=1e-15)
    grads = {"a": np.array([3.0]), "b": np.array([[4.0]])}
    clip_by_value(grads, 1.0)
    assert as_one(grads).tolist() == [1.0, 1.0]


@pytest.mark.parametrize(("size", "dtype"), [(1e200, np.float64), (1e30, np.float32), (1e-200, np.float64)])
def test_gradients_whose_squares_overflow_or_vanish(size: float, dtype: Any) -> None:
    """Is the length still right where the square of an entry is infinite, or 0?"""
    grads = {"a": np.array([3 * size], dtype=dtype), "b": np.array([4 * size], dtype=dtype)}
    assert global_norm(grads) == pytest.approx(5 * size, rel=1e-6)
    clip_by_norm(grads, size / 2)
    assert as_one(grads).dtype == dtype
    np.testing.assert_allclose(as_one(grads), [0.3 * size, 0.4 * size], rtol=1e-6)


def test_nothing_to_clip() -> None:
    """Do zero gradients, empty arrays and no arrays have length 0?"""
    assert global_norm({"a": np.zeros(3), "b": np.zeros((0, 2))}) == 0.0
    assert global_norm({}) == 0.0
    grads = {"a": np.zeros(3)}
    assert clip_by_norm(grads, 1.0) == 0.0 and not grads["a"].any()


@pytest.mark.parametrize("limit", [1.0, 1.5e308])
def test_a_length_beyond_all_floats_is_cut_too(limit: float) -> None:
    """Where every entry is finite and ‖g‖ is not, is the direction kept and the length the limit?"""
    grads = {"a": np.array([1.5e308, -1.5e308]), "b": np.array([1.5e308, 0.0])}
    assert clip_by_norm(grads, limit) == np.inf
    np.testing.assert_allclose(as_one(grads) / limit, np.array([1.0, -1.0, 1.0, 0.0]) / np.sqrt(3), rtol=1e-12)
