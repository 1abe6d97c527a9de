"""Does a stack give what f gives, point by point, and is one that does not refused?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.errors import InputError, NotFiniteError
from course.gradcheck import check_gradient, complex_step_gradient, numeric_gradient, values
from tests.course.small import SEED, Array

SHAPES = [(4,), (1, 5), (3, 4), (2, 3, 2), (60,)]


def pair(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """A random function of arrays of a shape, and the same over a stack."""
    a = rng.normal(size=shape)
    axes = tuple(range(-len(shape), 0))

    def f(x: Any) -> Any:
        return np.sum(a * np.exp(x)) + np.sum(x) ** 2

    def stacked(x: Any) -> Any:
        return np.sum(a * np.exp(x), axis=axes) + np.sum(x, axis=axes) ** 2

    return f, stacked


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), shape=st.sampled_from(SHAPES), chunk=st.sampled_from([1, 200, 2**19]))
def test_a_stack_gives_the_same_estimates(seed: int, shape: tuple[int, ...], chunk: int) -> None:
    """For any shape and size of chunk, are differences equal to rounding, and complex steps to the last digits?"""
    rng = np.random.default_rng(seed)
    f, stacked = pair(rng, shape)
    x = rng.normal(size=shape)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(values, "CHUNK", chunk)
        one, all_at_once = numeric_gradient(f, x), numeric_gradient(f, x, stacked=stacked)
    assert (np.abs(one.value - all_at_once.value) <= one.error).all()
    assert np.allclose(one.error, all_at_once.error, rtol=0.5)
    exact = complex_step_gradient(f, x)
    assert np.allclose(complex_step_gradient(f, x, stacked=stacked), exact, rtol=1e-12, atol=1e-12)


def test_entry_by_entry_sums_agree_to_the_bit() -> None:
    """Where a stack adds in the same order, are the estimates the same bits?"""
    x = np.random.default_rng(SEED).normal(size=7)
    one = numeric_gradient(lambda x: np.exp(x)[..., :].sum(axis=-1), x)
    two = numeric_gradient(lambda x: np.exp(x).sum(axis=-1), x, stacked=lambda x: np.exp(x).sum(axis=-1))
    for name, column in vars(one).items():
        assert np.array_equal(column, getattr(two, name)), name


def test_memory_is_bounded() -> None:
    """Is no stack larger than a chunk, or a single point?"""
    largest = 0

    def stacked(x: Array) -> Any:
        nonlocal largest
        largest = max(largest, x.nbytes)
        return (x**2).sum(axis=(-1, -2))

    numeric_gradient(lambda x: (x**2).sum(), np.ones((30, 40)), stacked=stacked)
    assert 0 < largest <= values.CHUNK


def test_kinks_are_found_in_a_stack() -> None:
    """Are an exact kink and a near one told apart as without a stack?"""
    x = np.array([0.0, 1.0, 1e-5, -1.0, 1e-8, 2.0])
    plain = numeric_gradient(lambda x: np.abs(x).sum(), x)
    stacked = numeric_gradient(lambda x: np.abs(x).sum(), x, stacked=lambda x: np.abs(x).sum(axis=-1))
    assert plain.kink.tolist() == stacked.kink.tolist() == [True, False, False, False, False, False]
    assert plain.inconclusive.tolist() == stacked.inconclusive.tolist()


X = np.random.default_rng(SEED).normal(size=(4, 3))
WEIGHTS = np.arange(12.0).reshape(4, 3)
LIES: dict[str, Callable[[Any], Any]] = {
    "one number": lambda p: (p**2).sum(),
    "the wrong axis": lambda p: (p**2).sum(axis=(0, 1)),
    "a point too few": lambda p: (p**2).sum(axis=(-1, -2))[1:],
    "off by a little": lambda p: (p**2).sum(axis=(-1, -2)) + 1e-9,
    "points mixed": lambda p: (p**2).sum(axis=(-1, -2))[::-1],
    "the mean of all points": lambda p: (p**2).sum(axis=(-1, -2)).mean() + np.zeros(len(p)),
    "whole numbers": lambda p: np.ones(len(p), int),
    "an error": lambda p: p @ np.ones(7),
    "writing into the stack": lambda p: np.subtract(p, 1, out=p).sum(axis=(-1, -2)),
}


@pytest.mark.parametrize("name", LIES)
def test_a_stack_that_lies_is_refused(name: str) -> None:
    """Is every stack refused that does not give f at each point, whatever it gives instead?"""
    with pytest.raises(InputError, match=r"^stacked: expected f of each of the points"):
        numeric_gradient(lambda x: (x**2).sum(), X, stacked=LIES[name])
    with pytest.raises(InputError, match=r"^stacked:"):
        check_gradient(lambda x: (x**2).sum(), X, 2 * X, stacked=LIES[name])


def test_a_mean_over_the_whole_stack_is_refused() -> None:
    """The points differ by so little that their common mean is all but that of each: is it noticed all the same?"""
    with pytest.raises(InputError, match=r"^stacked:"):
        numeric_gradient(lambda x: (x - x.mean()).clip(0).sum(), X,
                         stacked=lambda p: (p - p.mean()).clip(0).sum(axis=(-1, -2)))  # fmt: skip


@pytest.mark.parametrize("name", ["one number", "the wrong axis", "points mixed", "an error"])
def test_a_complex_stack_that_lies_is_refused(name: str) -> None:
    """And by the complex step?"""
    with pytest.raises((InputError, ValueError)):
        complex_step_gradient(lambda x: (WEIGHTS * x**2).sum(), X, stacked=LIES[name])


def test_a_lie_about_a_few_entries_calls_no_right_gradient_wrong() -> None:
    """A stack is wrong about one entry that is not looked at: does a right gradient still pass?"""
    x = np.ones(50)

    def lying(points: Array) -> Any:
        return (points**2).sum(axis=-1) + 0.5 * (points[:, 20] - 1)

    assert check_gradient(lambda x: (x**2).sum(), x, 2 * x, stacked=lying)


def test_a_stack_that_is_not_finite_is_named() -> None:
    """Is a NaN in one point of a stack an error of its own?"""
    with pytest.raises(NotFiniteError, match="expected finite numbers"):
        numeric_gradient(lambda x: (x**2).sum(), X, stacked=lambda p: (p**2).sum(axis=(-1, -2)) * np.nan)


def test_an_f_that_changes_from_call_to_call_is_refused() -> None:
    """Is a fresh mask at each call noticed, before it passes for rounding that excuses everything?"""
    rng = np.random.default_rng(SEED)
    with pytest.raises(InputError, match=r"the same value whenever it is called.*draw masks and noise outside f"):
        numeric_gradient(lambda x: np.sum(x * rng.integers(0, 2, size=12).reshape(4, 3)), X)
