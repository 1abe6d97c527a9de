"""Is rounding inside a function seen, where neither x nor f(x) shows it, and a kink not taken for it?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course.gradcheck import compare, numeric_gradient
from course.gradcheck.noise import rounding_noise
from course.gradcheck.values import Values
from tests.course.small import SEED

CANCELLING: dict[str, Callable[[Any], Any]] = {
    "1e4": lambda x: np.sum((x + 1e4) - 1e4),
    "1e6": lambda x: np.sum((x + 1e6) - 1e6),
    "1e6, scaled": lambda x: 0.3 * np.sum((x + 1e6) - 1e6) + 0.7 * np.sum(x),
    "1e6, backwards": lambda x: np.sum(1e6 - (1e6 - x)),
    "1e7": lambda x: np.sum((x + 1e7) - 1e7),
}


def noise(f: Callable[[Any], Any], x: Any) -> float:
    return rounding_noise(Values(f, np.asarray(x, dtype=float)))


@pytest.mark.parametrize("n", [1, 2, 5])
@pytest.mark.parametrize("name", CANCELLING)
def test_rounding_inside_f_fails_no_right_gradient(name: str, n: int) -> None:
    """A sum that is linear but for its rounding: does its right gradient pass on at least 99 % of 300 points?"""
    rng = np.random.default_rng(SEED)
    passed = [compare(np.ones(n), numeric_gradient(CANCELLING[name], rng.normal(size=n))).ok for _ in range(300)]
    print(f"{name}, {n} entries: {np.mean(passed):.1%} of {len(passed)}")
    assert np.mean(passed) >= 0.99


@pytest.mark.parametrize("name", CANCELLING)
def test_and_a_wrong_one_does_not_hide_behind_it(name: str) -> None:
    """Is 5 % too much in one entry still wrong, at each of 100 points?"""
    rng = np.random.default_rng(SEED)
    wrong = np.array([1.0, 1.05, 1.0])
    assert not any(compare(wrong, numeric_gradient(CANCELLING[name], rng.normal(size=3))).ok for _ in range(100))


def test_the_size_of_the_rounding_is_right() -> None:
    """Is the measured noise of (x + 10^k) − 10^k within a factor of 30 of that of numbers of this size?"""
    for power in (3, 4, 5, 6, 7):
        found = [noise(lambda x, big=10.0**power: np.sum((x + big) - big), [x]) for x in np.linspace(0.1, 0.9, 20)]
        ulp = np.spacing(10.0**power)
        assert ulp / 2 <= np.median(found) <= 15 * ulp


@pytest.mark.parametrize("distance", [0.0, 1e-7, 1e-6, 3e-6, 1e-5, 1e-3])
@pytest.mark.parametrize("side", [-1, 1])
def test_a_kink_is_no_rounding(side: int, distance: float) -> None:
    """At any distance from a kink that differences can resolve, is the noise that of the arithmetic?"""
    assert noise(lambda x: np.maximum(x, 0).sum() + 0.3, [side * distance, 0.7, -0.4]) <= 1e-14


@pytest.mark.parametrize("f", [np.sum, lambda x: np.sin(x).sum(), lambda x: np.exp(3 * x).sum(), lambda x: 0.0])
def test_a_smooth_function_is_quiet(f: Callable[[Any], Any]) -> None:
    """Has a smooth function next to no noise, so that nothing is excused?"""
    assert noise(f, np.random.default_rng(SEED).normal(size=6)) <= 1e-13


def test_nothing_has_no_noise() -> None:
    """Is an empty point no error?"""
    assert noise(np.sum, np.zeros((0, 3))) == 0.0
