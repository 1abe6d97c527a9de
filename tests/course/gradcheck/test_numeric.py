"""Do the differences give the derivative, and say truly how far they can be trusted?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.errors import DtypeError, InputError, NotFiniteError
from course.gradcheck import complex_step_gradient, numeric_gradient
from tests.course.small import SEED, Array

SHAPES = [(), (1,), (4,), (1, 3), (3, 1), (2, 3), (2, 1, 2), (0,)]
Pair = tuple[Callable[[Any], Any], Callable[[Any], Any]]
"""A function and its gradient in closed form."""


def smooth(rng: np.random.Generator, shape: tuple[int, ...]) -> Pair:
    """A random sum of waves, exponentials and powers of a linear mix of x, and its gradient in closed form."""
    a, c = rng.normal(size=(2, *shape))
    k = rng.uniform(-2, 2)

    def f(x: Any) -> Any:
        return np.sin(k * np.sum(a * x)) + np.sum(c * np.exp(x / 2)) + np.sum(a * x**3) + c.sum()

    def df(x: Array) -> Array:
        return k * np.cos(k * np.sum(a * x)) * a + c * np.exp(x / 2) / 2 + 3 * a * x**2

    return f, df


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), shape=st.sampled_from(SHAPES))
def test_it_agrees_with_the_closed_form_and_with_the_complex_step(seed: int, shape: tuple[int, ...]) -> None:
    """Over random smooth functions and shapes, is the estimate right within its own error, for two oracles?"""
    rng = np.random.default_rng(seed)
    f, df = smooth(rng, shape)
    x = np.asarray(rng.normal(size=shape))
    estimate = numeric_gradient(f, x)
    assert estimate.value.shape == shape
    assert (np.abs(estimate.value - df(x)) <= estimate.error).all()
    assert (np.abs(estimate.value - complex_step_gradient(f, x)) <= estimate.error).all()
    assert (estimate.error <= 1e-6 * max(1.0, float(np.abs(df(x)).max(initial=0.0)))).all()
    assert not estimate.kink.any() and not estimate.inconclusive.any()


def sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def confident(x: Array) -> Any:
    """Cross-entropy of a softmax whose largest logit is the right one."""
    z = x - x.max()
    return np.log(np.exp(z).sum()) - z[np.argmax(x)]


def confident_slope(x: Array) -> Array:
    p = np.exp(x - x.max()) / np.exp(x - x.max()).sum()
    top = int(np.argmax(x))
    p[top] = -np.delete(p, top).sum()  # p − 1 would lose its digits
    return p


HONEST: dict[str, tuple[Pair, float]] = {
    "sines": ((lambda x: np.sin(3 * x).sum(), lambda x: 3 * np.cos(3 * x)), 1.0),
    "fast sines": ((lambda x: np.sin(100 * x).sum(), lambda x: 100 * np.cos(100 * x)), 1.0),
    "a small scale": ((lambda x: 1e-6 * np.exp(x).sum(), lambda x: 1e-6 * np.exp(x)), 1.0),
    "a large constant": ((lambda x: 1e6 + (x**2).sum(), lambda x: 2 * x), 1.0),
    "large terms that cancel": ((lambda x: ((x**2 + 1e6) - 1e6).sum(), lambda x: 2 * x), 1.0),
    "x about 1e8": ((lambda x: (x**2).sum(), lambda x: 2 * x), 1e8),
    "x about 1e-8": ((lambda x: (x**2).sum(), lambda x: 2 * x), 1e-8),
    "a saturated sigmoid": ((lambda x: sigmoid(x).sum(), lambda x: sigmoid(x) * sigmoid(-x)), 20.0),
    "a confident softmax": ((confident, confident_slope), 20.0),
}


@pytest.mark.parametrize("name", HONEST)
def test_the_error_estimate_is_honest(name: str) -> None:
    """Does the stated error bound the true one in at least 99 % of 1,000 entries, also where rounding rules?"""
    (f, df), scale = HONEST[name]
    rng = np.random.default_rng(SEED)
    held = []
    for _ in range(200):
        x = scale * rng.normal(size=5)
        estimate = numeric_gradient(f, x)
        held.extend(np.abs(estimate.value - df(x)) <= estimate.error)
    print(f"{name}: {np.mean(held):.1%} of {len(held)}")
    assert np.mean(held) >= 0.99


@pytest.mark.parametrize("scale", [1e-4, 1.0, 1e4])
@pytest.mark.parametrize("left, right", [(0.0, 1.0), (-1.0, 1.0), (1.0, 0.25)])
def test_a_kink_gives_both_slopes(scale: float, left: float, right: float) -> None:
    """At an exact kink, on any scale of f, is the interval that of the one-sided slopes, and is it marked?"""
    estimate = numeric_gradient(lambda x: scale * ((left if x < 0 else right) * x + np.sin(x)), 0.0)
    assert estimate.kink.all() and not estimate.inconclusive.any()
    low, high = sorted((left, right))
    assert abs(estimate.low - scale * (low + 1)) <= min(float(estimate.error), 1e-9 * scale)
    assert abs(estimate.high - scale * (high + 1)) <= min(float(estimate.error), 1e-9 * scale)


@pytest.mark.parametrize("scale", [1e-4, 1.0, 1e4])
@pytest.mark.parametrize("distance", [1e-4, 1e-5, 4e-6, 1e-6, 1e-7])
@pytest.mark.parametrize("side", [-1, 1])
def test_near_a_kink_it_finds_the_slope_of_its_own_side(side: int, distance: float, scale: float) -> None:
    """At 1e-4 to 1e-7 from a kink, is the function smooth, with the slope of that side and no other?"""
    estimate = numeric_gradient(lambda x: scale * np.maximum(x, 0.0), side * distance)
    true = scale * (side > 0)
    assert not estimate.kink.any() and not estimate.inconclusive.any()
    assert abs(estimate.value - true) <= estimate.error <= 1e-6 * max(scale, 0.1)  # 0.1: a flat f may hide ε


def test_too_near_a_kink_it_says_so() -> None:
    """Where no step fits between x and the kink, is the entry inconclusive and the truth inside its interval?"""
    estimate = numeric_gradient(lambda x: np.maximum(x, 0.0), 1e-8)
    assert estimate.inconclusive.all()
    assert estimate.low - estimate.error <= 1.0 <= estimate.high + estimate.error


def test_ties_of_a_maximum_are_kinks() -> None:
    """At a tie, has each of the tied entries slope 0 to one side and 1 to the other, and the third slope 0?"""
    estimate = numeric_gradient(np.max, np.array([2.0, 2.0, -1.0]))
    assert estimate.kink.tolist() == [True, True, False]
    assert np.allclose(estimate.low, 0, atol=1e-9) and np.allclose(estimate.high, [1, 1, 0], atol=1e-9)


def test_a_kink_of_another_entry_leaves_this_one_smooth() -> None:
    """With one entry on a kink, are the others still smooth and exact?"""
    estimate = numeric_gradient(lambda x: np.abs(x).sum() + x[0] * x[1], np.array([0.0, 3.0, -2.0]))
    assert estimate.kink.tolist() == [True, False, False]
    assert np.allclose(estimate.value[1:], [1.0, -1.0], atol=1e-8)
    assert np.allclose([estimate.low[0], estimate.high[0]], [2.0, 4.0], atol=1e-8)


def test_a_smooth_stationary_point_is_no_kink() -> None:
    """At the bottom of a parabola the slopes to both sides differ in sign: is it still smooth?"""
    estimate = numeric_gradient(lambda x: 1e-3 * (x**2).sum() + (x**4).sum(), np.zeros(3))
    assert not estimate.kink.any() and np.allclose(estimate.value, 0, atol=1e-9)


def test_kinks_can_be_left_alone() -> None:
    """With kinks=False, is the middle of the two slopes given, with fewer evaluations than a look at the kink?"""
    calls: list[float] = []

    def f(x: float) -> float:
        calls.append(x)
        return max(x, 0.0)

    assert numeric_gradient(f, 0.0).kink
    looked, calls[:] = len(calls), []
    estimate = numeric_gradient(f, 0.0, kinks=False)
    assert estimate.value == pytest.approx(0.5) and not estimate.kink and len(calls) < looked


@pytest.mark.parametrize("n", [1, 10, 40])
def test_smooth_entries_cost_four_evaluations_each(n: int) -> None:
    """Is the hunt for kinks free where there are none? f(x) twice and its noise cost 14 in all, whatever n is."""
    calls = 0

    def f(x: Array) -> Any:
        nonlocal calls
        calls += 1
        return np.tanh(x).sum()

    numeric_gradient(f, np.linspace(-1, 0.9, n))
    assert calls == 14 + 4 * n


def test_a_function_that_changes_its_argument_changes_nothing() -> None:
    """Does an f that shifts its input in place still get the right gradient?"""

    def f(x: Array) -> Any:
        x -= 1.0
        return (x**2).sum()

    x = np.array([1.0, 3.0])
    assert np.allclose(numeric_gradient(f, x).value, [0.0, 4.0]) and x.tolist() == [1.0, 3.0]


@pytest.mark.parametrize("x", [np.ones(2, np.float32), np.ones(2, np.int64), 3, np.ones(2, complex), True, ["a"]])
def test_it_refuses_what_is_not_float64(x: Any) -> None:
    """Is anything but float64 refused, with a word on what to do?"""
    with pytest.raises(DtypeError, match=r"expected float64, got .* Try: x\.astype"):
        numeric_gradient(np.sum, x)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_it_refuses_points_and_values_that_are_not_finite(bad: float) -> None:
    """Is a NaN refused in x, and in f(x), by name?"""
    with pytest.raises(NotFiniteError, match=r"^x: expected finite"):
        numeric_gradient(np.sum, np.array([1.0, bad]))
    with pytest.raises(NotFiniteError, match=r"^f\(x\): expected a finite"):
        numeric_gradient(lambda x: bad, np.ones(2))
    with pytest.raises(NotFiniteError):
        numeric_gradient(lambda x: np.log(x).sum(), np.array([1e-9]))


@pytest.mark.parametrize("f", [lambda x: x, lambda x: x.sum(keepdims=True), lambda x: "1", lambda x: x.sum() * 1j])
def test_it_refuses_a_function_that_returns_no_number(f: Any) -> None:
    """Is an f that returns an array, a text or a complex number refused?"""
    with pytest.raises(InputError, match="expected one real number"):
        numeric_gradient(f, np.ones(2))
