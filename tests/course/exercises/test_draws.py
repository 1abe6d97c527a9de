"""Are sizes never alike, and entries of order 1?"""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from course.exercises.draws import LEAST, normal, sizes

seeds = st.integers(0, 10_000)


@given(seed=seeds, count=st.integers(1, 4), least=st.integers(1, 3), more=st.integers(3, 6))
def test_sizes_differ_and_keep_to_their_range(seed: int, count: int, least: int, more: int) -> None:
    """Is no table square, and is each end of the range among what may come?"""
    drawn, every = (sizes(np.random.default_rng(seed), n, least, least + more) for n in (count, more + 1))
    assert sorted(every) == list(range(least, least + more + 1))
    assert len(set(drawn)) == len(drawn) == count and set(drawn) <= set(every)
    assert all(type(size) is int for size in drawn)


@given(seed=seeds)
def test_entries_are_normal_but_for_those_near_zero(seed: int) -> None:
    """Does each entry keep its sign, is none too small, and are the others what the generator gives?"""
    plain = np.random.default_rng(seed).standard_normal((40, 5))
    entries = normal(np.random.default_rng(seed), 40, 5)
    near = np.abs(plain) < LEAST
    assert np.array_equal(entries[~near], plain[~near])
    assert np.array_equal(entries[near], LEAST * np.sign(plain[near]))
