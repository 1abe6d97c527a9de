"""Do the marks of differences show where they should, on functions whose derivatives are known in closed form?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course.grading.fingerprints import SCHEMES, Sample, erratic, grid, truncation

ONE_SIDED, CENTRAL, FIVE_POINT = SCHEMES
Answer = Callable[[Any], Any]


def f(x: Any) -> float:
    """A smooth function whose derivatives are unlike each other."""
    return float((np.sin(x) + x**6 / 50).sum())


def df(x: Any) -> Any:
    """Its gradient."""
    return np.cos(x) + 6 * x**5 / 50


def samples(answer: Answer, count: int = 3, seed: int = 1) -> list[Sample]:
    """The exact gradient of `f` beside an answer, at random points of five entries."""
    points = [np.random.default_rng([seed, k]).normal(size=5) for k in range(count)]
    return [Sample(f, x, df(x), answer(x)) for x in points]


def differences(scheme: Any, h: float) -> Answer:
    """The scheme itself, with a step."""
    return lambda x: scheme.gradient(f, x, np.full(x.shape, h))


@pytest.mark.parametrize(("scheme", "order"), [(ONE_SIDED, 1), (CENTRAL, 2), (FIVE_POINT, 4)])
def test_a_scheme_has_its_order(scheme: Any, order: int) -> None:
    """Does half the step make the error 2^order times smaller?"""
    x = np.array([0.3, -0.7])
    errors = [np.abs(scheme.gradient(f, x, np.full(2, h)) - df(x)).max() for h in (0.02, 0.01)]
    assert errors[0] / errors[1] == pytest.approx(2**order, rel=0.05)


@pytest.mark.parametrize(("scheme", "h"), [(ONE_SIDED, 1e-4), (ONE_SIDED, 1e-6), (CENTRAL, 1e-2), (FIVE_POINT, 0.1)])
def test_truncation_tells_scheme_and_step(scheme: Any, h: float) -> None:
    """Are both read off the error alone?"""
    assert truncation(samples(differences(scheme, h))) == f"{scheme.name}, step {h:.2g}"


@pytest.mark.parametrize(
    "answer",
    [df, lambda x: df(x) * (1 + 1e-7), lambda x: df(x.astype(np.float32)), lambda x: df(x) + 1e-6],
)
def test_other_errors_are_no_truncation(answer: Answer) -> None:
    """Is a factor, an offset or single precision taken for a scheme?"""
    assert truncation(samples(answer)) is None


def test_backward_differences_are_one_sided_too() -> None:
    """Is the sign of the step no matter?"""
    assert truncation(samples(differences(ONE_SIDED, -1e-4))) == "one-sided differences, step 0.0001"


def test_few_entries_are_not_judged() -> None:
    """Is nothing said of fewer entries than could fit by chance?"""
    assert truncation(samples(differences(CENTRAL, 1e-2), count=1)) is None


def pairs(answer: Answer) -> list[tuple[Sample, Sample]]:
    """Each sample with itself moved by a part in 10^13."""
    moved = [s.x * (1 + 1e-13) for s in samples(answer, 8)]
    again = [Sample(f, x, df(x), answer(x)) for x in moved]
    return list(zip(samples(answer, 8), again, strict=True))


@pytest.mark.parametrize("h", [1e-6, 1e-7, 1e-8])
def test_rounding_is_erratic(h: float) -> None:
    """Does the noise of small steps change with the last digits of the inputs?"""
    assert erratic(pairs(differences(CENTRAL, h)), 5e-15)


@pytest.mark.parametrize(
    "answer",
    [df, lambda x: df(x.astype(np.float32)), lambda x: np.round(df(x), 9), lambda x: df(x) + 1e-9,
     lambda x: df(x) * 1.0001],
)  # fmt: skip
def test_a_formula_is_not_erratic(answer: Answer) -> None:
    """Does the error of a formula stay, however short of digits it is?"""
    assert not erratic(pairs(answer), 5e-15)


def test_a_grid_names_scheme_and_step() -> None:
    """Are the values of differences whole numbers of spacings, and those of a formula not?"""
    assert grid(samples(differences(CENTRAL, 1e-6))) == "central differences, step 1e-06"
    assert grid(samples(differences(FIVE_POINT, 1e-4))) == "five-point differences, step 0.0001"
    assert grid(samples(df)) is None
