"""Do the schedules give the step sizes that their formulas promise?"""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.schedules import Constant, Exponential, InverseTime, as_schedule

rates = st.floats(1e-6, 10.0)
decays = st.floats(0.0, 2.0)


@given(rates, decays, st.integers(0, 300))
def test_the_formulas(rate: float, kappa: float, t: int) -> None:
    """Are they η₀, η₀ e^(−κt) and η₀ / (1 + κt), each η₀ at the start, and do they never grow?"""
    assert Constant(rate)(t) == rate
    assert math.isclose(Exponential(rate, kappa)(t), rate / math.e ** (kappa * t), rel_tol=1e-12)
    assert math.isclose(InverseTime(rate, kappa)(t) * (1 + kappa * t), rate, rel_tol=1e-14)
    for schedule in (Exponential(rate, kappa), InverseTime(rate, kappa)):
        assert schedule(0) == rate
        assert schedule(t + 1) <= schedule(t)


def test_how_far_each_can_go() -> None:
    """Do exponential steps sum to η₀ / (1 − e^(−κ)), while those of inverse time pass any number?"""
    exponential, inverse = Exponential(0.1, 0.05), InverseTime(0.1, 0.05)
    reach = sum(exponential(t) for t in range(5000))
    assert reach == pytest.approx(0.1 / (1 - math.exp(-0.05)), rel=1e-12)
    assert sum(inverse(t) for t in range(5000)) > 5 * reach
    # the sum of the first T is at least (η₀/κ) log(1 + κT), which has no bound
    assert sum(inverse(t) for t in range(1000)) >= 2.0 * math.log(51)


def test_a_number_becomes_a_schedule_and_a_schedule_stays() -> None:
    """Does `as_schedule` take both?"""
    assert as_schedule(0.3)(17) == 0.3
    schedule = Exponential(1.0, 0.1)
    assert as_schedule(schedule) is schedule
