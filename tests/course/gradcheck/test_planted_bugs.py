"""If the gradient checker had a bug, would it show? Each is planted, and the check of the check must fail.

`faults` is that check: what it asks is what the other tests of this folder ask, on a few cases.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from course.gradcheck import compare as compare_function
from course.gradcheck import numeric, slopes
from tests.course.small import SEED, Array

compare_module = import_module("course.gradcheck.compare")  # the package's attribute of this name is the function


def faults() -> set[str]:
    """What is wrong with the checker as it stands now."""
    found = set()
    rng = np.random.default_rng(SEED)
    x, a = rng.normal(size=(2, 6))
    true = a * np.exp(x)
    estimate = numeric.numeric_gradient(lambda x: np.sum(a * np.exp(x)), x)
    judge = partial(compare_module.compare, estimate=estimate)
    if (np.abs(estimate.value - true) > estimate.error).any():
        found.add("the error is not honest")
    if not judge(true).ok:
        found.add("a right gradient fails")
    for entry in range(x.size):
        if judge(true * np.where(np.arange(6) == entry, 1.005, 1.0)).ok:
            found.add("half a percent passes")
    if judge(-true).ok:
        found.add("a wrong sign passes")
    kink = numeric.numeric_gradient(lambda x: np.maximum(x, 0.0), 0.0)
    if not all(compare_module.compare(np.array(g), kink).ok for g in (0.0, 1.0)):
        found.add("a slope at a kink fails")
    if any(compare_module.compare(np.array(g), kink).ok for g in (-0.1, 1.1)):
        found.add("more than the slopes at a kink passes")
    return found


def test_the_checker_has_no_fault() -> None:
    """Is the checker sound as it is?"""
    assert faults() == set()


def altered(monkeypatch: pytest.MonkeyPatch, change: Callable[..., float]) -> None:
    """Plant a central difference of another formula: ``change(f, x, index, h)`` in place of the value."""
    sides = slopes._sides

    def planted(f: Callable[[Array], float], x: Array, index: Any, h: float, centre: float) -> Any:
        return replace(sides(f, x, index, h, centre), value=change(f, x, index, h))

    monkeypatch.setattr(slopes, "_sides", planted)


def at(f: Callable[[Array], float], x: Array, index: Any, distance: float) -> float:
    moved = x.copy()
    moved[index] += distance
    return f(moved)


def test_a_one_sided_step_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Would a forward difference in place of the central one come to light?"""
    altered(monkeypatch, lambda f, x, i, h: (at(f, x, i, h) - f(x)) / h)
    assert "the error is not honest" in faults()


def test_a_step_doubled_on_one_side_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Would f(x + 2h) − f(x − h) over 2h come to light?"""
    altered(monkeypatch, lambda f, x, i, h: (at(f, x, i, 2 * h) - at(f, x, i, -h)) / (2 * h))
    assert {"the error is not honest", "a right gradient fails"} <= faults()


def test_a_loose_tolerance_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Would a tolerance of 1e-2 come to light?"""
    monkeypatch.setattr(compare_module, "compare", partial(compare_function, rtol=1e-2))
    assert faults() == {"half a percent passes"}


@pytest.mark.parametrize("share", [0.05, 1.0])
def test_everything_inconclusive_is_noticed(monkeypatch: pytest.MonkeyPatch, share: float) -> None:
    """If every entry were inconclusive, would wrong answers still fail, and if all such passed, would it show?"""
    slope = slopes.slope
    monkeypatch.setattr(numeric, "slope", lambda *a, **k: slope(*a, **k)._replace(inconclusive=True))
    monkeypatch.setattr(compare_module, "INCONCLUSIVE", share)
    passed = {"half a percent passes", "a wrong sign passes", "more than the slopes at a kink passes"}
    assert faults() == (set() if share < 1 else passed)


def test_kinks_ignored_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Would a checker that takes the middle of the slopes at a kink come to light?"""
    slope = slopes.slope
    monkeypatch.setattr(numeric, "slope", lambda *a, **k: slope(*a, **{**k, "kinks": False}))
    assert faults() == {"more than the slopes at a kink passes"}


def softmax(z: Array) -> Any:
    e = np.exp(z - z.max())
    return e / e.sum()


def test_a_sum_lets_a_zero_gradient_of_softmax_pass() -> None:
    """Why a random cotangent and no plain sum? The entries of a softmax always sum to 1: that sum has slope 0."""
    rng = np.random.default_rng(SEED)
    z, upstream, zero = rng.normal(size=5), rng.normal(size=5), np.zeros(5)
    summed = numeric.numeric_gradient(lambda z: softmax(z).sum(), z)
    assert compare_function(zero, summed).ok  # the check that everybody writes first: it passes nothing at all
    weighed = numeric.numeric_gradient(lambda z: (upstream * softmax(z)).sum(), z)
    assert not compare_function(zero, weighed).ok
    p = softmax(z)
    assert compare_function(p * (upstream - upstream @ p), weighed).ok
