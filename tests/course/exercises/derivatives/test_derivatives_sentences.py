"""What the exercises of lesson 05 say to answers that are no named mistake."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.exercises.derivatives.best_step import BEST_STEP
from course.exercises.derivatives.catching import CATCHING_CHECK
from course.exercises.derivatives.fool_norm import FOOL_THE_NORM
from course.exercises.derivatives.fool_sum import FOOL_THE_SUM
from course.exercises.derivatives.zero_denominators import ZERO_DENOMINATORS
from course.exercises.spec import Exercise
from course.grading.calls import in_process
from course.grading.grade import grade


def said(spec: Exercise, answer: Any, seed: int = 0) -> str:
    """The sentence on the card, for an answer that earns less than everything."""
    result = grade(spec, in_process(answer), seed)
    assert result.points < spec.points and result.diagnosis is not None
    return result.diagnosis.message


def fine(omega: float, near: float) -> Any:
    return omega / (np.pi * (np.ceil(abs(omega) / (np.pi * near)) + np.arange(1, 5)))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda omega, near: fine(omega, near) * np.array([0, 1, 1, 1]), "the limit leaves t = 0 out"),
        (lambda omega, near: fine(omega, near)[[0, 0, 1, 2]], "two of the steps are equal"),
        (lambda omega, near: fine(omega, near) + 0.11, "not closer to 0 than near"),
        (lambda omega, near: fine(omega, near) * 0.93, "small there, but not 0"),
        (lambda omega, near: np.array([1e-200, 2e-200, 3e-200, 4e-200]), "small there, but not 0"),
        (lambda omega, near: np.array([1e-320, 2e-320, 3e-320, 4e-320]), "small there, but not 0"),
        (lambda omega, near: fine(omega, near)[:3], "should have the shape (4,)"),
        (lambda omega, near: np.array([np.nan] * 4), "not finite"),
        (lambda omega, near: "near", "not made of real numbers"),
    ],
)
def test_zero_denominators_says_what_is_off(answer: Any, words: str) -> None:
    """Is each way to miss told apart, underflow to 0 included?"""
    assert words in said(ZERO_DENOMINATORS, answer)


def test_zero_denominators_can_not_be_had_by_underflow() -> None:
    """Is g(t) = t² sin(…) of a t so small that t² is 0 still no zero of the sine?"""
    assert grade(ZERO_DENOMINATORS, in_process(lambda omega, near: near * 1e-180 * np.arange(1, 5)), 0).points == 0


def test_fool_the_sum_tells_right_zero_and_hardly_wrong_apart() -> None:
    """Does an answer that is next to 0, or off by little, hear that it is?"""

    def tiny(Z: Any, dP: Any) -> Any:
        return 1e-4 * (dP - dP.mean(axis=1, keepdims=True))

    def nearly(Z: Any, dP: Any) -> Any:
        P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
        return 1.03 * P * (dP - (P * dP).sum(axis=1, keepdims=True))

    assert "next to 0" in said(FOOL_THE_SUM, tiny)
    assert "off by 3.0%" in said(FOOL_THE_SUM, nearly)
    assert "refuses this" in said(FOOL_THE_SUM, lambda Z, dP: 3 * dP)
    assert "should have the shape" in said(FOOL_THE_SUM, lambda Z, dP: dP[0])


def test_fool_the_sum_earns_nothing_by_half() -> None:
    """Does an answer that is wrong enough but does not pass earn 0, and one that passes but is right too?"""
    assert grade(FOOL_THE_SUM, in_process(lambda Z, dP: 5 * dP), 0).points == 0
    assert grade(FOOL_THE_SUM, in_process(lambda Z, dP: 0 * dP), 0).points == 0


def test_fool_the_norm_says_the_ratio_or_the_worst_entry() -> None:
    """Is a claim that is refused told its ratio, and one that is hardly wrong its worst entry?"""
    assert "its ratio is" in said(FOOL_THE_NORM, lambda numeric: numeric + 0.3)
    assert "no entry is off by half" in said(FOOL_THE_NORM, lambda numeric: numeric * (1 + 1e-7))
    problems = FOOL_THE_NORM.verify(args={"numeric": np.ones(3)}, answer={"claimed": np.ones(3) + 1e-7})
    assert "the worst is off by 1e-07" in (problems["claimed"] or "")
    assert "not finite" in said(FOOL_THE_NORM, lambda numeric: numeric * np.nan)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda scheme, omega: -5.0 - np.log10(omega) * 0.2, "your exponent is off by"),
        (lambda scheme, omega: -12.5 - np.log10(omega), "too small: rounding wins"),
        (lambda scheme, omega: -1.5 - np.log10(omega), "too large: the difference bends"),
    ],
)
def test_best_step_says_which_way(answer: Any, words: str) -> None:
    """Does an answer that follows no known wrong law hear whether its step is too large or too small?"""
    assert words in said(BEST_STEP, answer)


@pytest.mark.parametrize("factor", [0.7, 1.3])
def test_best_step_knows_the_step_itself_and_a_sign_too_many(factor: float) -> None:
    """Is either named whatever constant the law was given?"""

    def step(scheme: str, omega: float) -> float:
        return factor * (1.5e-8 if scheme == "forward" else 6e-6) / omega

    assert "This is the step itself" in said(BEST_STEP, step)
    assert "The sign of the exponent is wrong" in said(BEST_STEP, lambda *args: -np.log10(step(*args)))


def checker(compare: Any) -> Any:
    """A student's check by the complex step: shapes first, then ``compare`` of claim, slopes and size."""

    def check(W: Any, b: Any, X: Any, dP: Any, claimed: Any) -> bool:
        if claimed.shape != W.shape:
            return False
        slopes = np.zeros_like(W)
        for index in np.ndindex(W.shape):
            moved = W.astype(complex)
            moved[index] += 1e-30j
            powers = np.exp(X @ moved.T + b)
            slopes[index] = (dP * powers / powers.sum(axis=1, keepdims=True)).sum().imag / 1e-30
        return bool(compare(claimed, slopes, np.abs(dP).max() * np.abs(X).max()))

    return check


@pytest.mark.parametrize("tolerance", [10.0**-k for k in range(3, 14)])
def test_no_fixed_tolerance_catches_all(tolerance: float) -> None:
    """Does a tolerance that takes no notice of the gradient's size lose points, whatever it is?"""
    answer = checker(lambda a, n, size: (np.abs(a - n) <= tolerance).all())
    assert all(grade(CATCHING_CHECK, in_process(answer), seed).points < CATCHING_CHECK.points for seed in range(6))


def test_the_everyday_check_is_told_that_its_tolerance_is_fixed() -> None:
    """Does `np.allclose` with its defaults, which the lesson shows to be fooled, lose points here too?"""
    answer = checker(lambda a, n, size: np.allclose(a, n))
    assert all(grade(CATCHING_CHECK, in_process(answer), seed).points < CATCHING_CHECK.points for seed in range(6))


def test_a_bound_that_grows_with_the_claim_is_told_so() -> None:
    """Does max(|a|, |n|) in the bound let infinity pass, and is that said, not that 0 is refused?"""
    answer = checker(
        lambda a, n, size: (np.abs(a - n) <= 1e-6 * np.maximum(np.abs(a), np.abs(n)) + 1e-10 * size).all()
    )
    assert "A claim of infinity passes" in said(CATCHING_CHECK, answer)


def test_catching_check_shows_what_slipped_through() -> None:
    """Is the entry named that a check let pass, and a false alarm called one?"""

    rng = np.random.default_rng(0)
    right, wrong = (CATCHING_CHECK.cases[0].inputs(rng, trial) for trial in (0, 1))
    missed = CATCHING_CHECK.verify(args=wrong, answer={"verdict": True})["verdict"] or ""
    assert "a wrong gradient was accepted: dW[" in missed and "and is 0" in missed
    alarm = CATCHING_CHECK.verify(args=right, answer={"verdict": False})["verdict"]
    assert alarm == "a right gradient was refused"
    assert "should be True or False" in said(CATCHING_CHECK, lambda *args: 1.0)
