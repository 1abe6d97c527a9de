"""Which answers agree with an estimate, and which do not?"""

from __future__ import annotations

import numpy as np
import pytest

from course.gradcheck import compare, numeric_gradient
from course.gradcheck.compare import INCONCLUSIVE, exact
from course.gradcheck.numeric import Estimate
from tests.course.small import SEED, Array

RNG = np.random.default_rng(SEED)
N = 40


def estimate_of(value: Array, error: float = 0.0, unsure: int = 0) -> Estimate:
    """An estimate with this value and error, its first ``unsure`` entries inconclusive."""
    no = np.zeros(value.shape, dtype=bool)
    inconclusive = no.copy()
    inconclusive.flat[:unsure] = True
    return Estimate(value, np.full_like(value, error), value, value, no, inconclusive)


@pytest.mark.parametrize("off, ok", [(0.9e-4, True), (1.1e-4, False), (-0.9e-4, True), (-2e-4, False)])
def test_rtol_is_relative_to_the_entry(off: float, ok: bool) -> None:
    """Is an entry held to rtol times its own size, 1e-4 here, and not to that of the largest, 3e-4?"""
    estimate = estimate_of(np.array([3.0, -1.0]))
    assert compare(np.array([3.0, -1.0 + off]), estimate, rtol=1e-4).ok is ok


def test_the_error_of_the_estimate_is_granted_and_no_more() -> None:
    """Does an entry pass within the estimate's own error, and fail outside it?"""
    estimate = estimate_of(np.array([0.0, 1.0]), error=1e-3)
    assert compare(np.array([0.9e-3, 1.0009]), estimate).ok
    assert compare(np.array([1.1e-3, 1.0]), estimate).right.tolist() == [False, True]
    assert compare(np.array([0.0, 1.1]), estimate).worst == (1,)


def test_single_precision_passes_with_a_note() -> None:
    """Does a right gradient computed in float32 pass on 200 draws, each time with a note or without need of one?"""
    noted = 0
    for _ in range(200):
        A, x = RNG.normal(size=(6, 8)), RNG.normal(size=8)
        true = 2 * A.T @ (A @ x)
        A32, x32 = A.astype(np.float32), x.astype(np.float32)
        result = compare((2 * A32.T @ (A32 @ x32)).astype(np.float64), exact(true))
        assert result.ok
        noted += any("single precision" in note for note in result.notes)
    assert noted > 20


def test_single_precision_that_cancels_passes_and_a_zero_does_not() -> None:
    """Is float32 forgiven a sum that cancels to 1 % of its terms, but neither 0.5 % nor an answer of zeros?"""
    terms = RNG.normal(size=10)
    terms -= terms.mean() - 1e-2 / 10
    true = np.array([terms.sum()])
    short = np.array([float(terms.astype(np.float32).sum())])
    assert short != true and compare(short, exact(true)).ok
    assert not compare(np.zeros(1), exact(true)).ok
    assert not compare(np.float32(true * 1.005).astype(float), exact(true)).ok


@pytest.mark.parametrize("entry", range(5))
def test_half_a_percent_in_one_entry_fails(entry: int) -> None:
    """Is 0.5 % in one entry of ordinary size noticed, and found?"""
    value = RNG.uniform(0.1, 2.0, size=5) * RNG.choice([-1, 1], size=5)
    received = value.copy()
    received[entry] *= 1.005
    result = compare(received, exact(value))
    assert not result.ok and result.worst == (entry,) and (~result.right).sum() == 1


@pytest.mark.parametrize("small", [1e-2, 1e-5, 1e-7, 1e-10])
def test_a_small_entry_that_is_zeroed_fails(small: float) -> None:
    """Is an entry missed that is 1e-10 of the largest, where one norm over all entries would hide it?"""
    value = np.array([1.1, small, -2.3])
    assert not compare(np.array([1.1, 0.0, -2.3]), exact(value)).ok


def test_a_whole_interval_is_right_at_a_kink() -> None:
    """At a kink, do both slopes and all between them pass, and nothing outside?"""
    estimate = numeric_gradient(lambda x: np.maximum(x, 0.0), 0.0)
    assert all(compare(np.array(a), estimate).ok for a in (0.0, 0.5, 1.0))
    assert not any(compare(np.array(a), estimate).ok for a in (-0.01, 1.01))


def test_few_inconclusive_entries_pass_with_a_note() -> None:
    """May up to 5 % of the entries pass because they cannot be judged, and is that said?"""
    value = np.ones(N)
    wrong = value.copy()
    wrong[0] = 3.0
    result = compare(wrong, estimate_of(value, unsure=1))
    assert result.ok and result.notes == ("1 of 40 entries lie on the edge of a kink and were not judged",)
    many = int(N * INCONCLUSIVE) + 1
    assert not compare(value + 2, estimate_of(value, unsure=many)).ok
    assert not compare(value + 2, estimate_of(value, unsure=N)).ok


def test_one_wrong_entry_is_not_excused_by_another_that_is_inconclusive() -> None:
    """Does an entry that can be judged and is wrong fail, whatever the others are?"""
    value = np.ones(N)
    wrong = value.copy()
    wrong[-1] = 3.0
    result = compare(wrong, estimate_of(value, unsure=2))
    assert not result.ok and result.worst == (N - 1,)


@pytest.mark.parametrize("shape", [(), (0,), (2, 0)])
def test_a_number_and_nothing_at_all_can_be_compared(shape: tuple[int, ...]) -> None:
    """Do a scalar and an empty gradient compare without an error?"""
    value = np.ones(shape)
    assert compare(value, exact(value)).ok
    assert compare(value + 1, exact(value)).ok is (value.size == 0)


def test_a_gradient_that_all_but_vanishes_is_not_held_to_its_last_digits() -> None:
    """Does p − 1 for p = 1 − 1e-13, which has three digits left in float64, pass, and a gross error not?"""
    true = np.array([-1e-13, 1e-13])
    assert compare(np.array([(1 - 1e-13) - 1, 1e-13]), exact(true)).ok
    assert not compare(np.array([1e-13, 1e-13]), exact(true)).ok
