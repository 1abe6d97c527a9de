"""Are the terms of a loss told apart in a wrong gradient, also when two of them are wrong?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.exercises import find
from tests.course.small import judged

RIDGE, UNIT = find("ridge_grads"), find("regularised_unit_grads")
SEEDS = range(20)


def ridge(data: Any, penalty: Any) -> Any:
    """A ridge gradient with its two terms scaled; a scale may depend on the number of rows and columns."""

    def answer(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
        r = X @ w + b - y
        dw = data(*X.shape) * 2 * X.T @ r / len(y) + penalty(*X.shape) * 2 * lam * w
        return dw, 2 * np.mean(r)

    return answer


@pytest.mark.parametrize(
    "data, penalty, kind, words",
    [
        (lambda n, d: -n, lambda n, d: 1, "sign-and-missing-mean", "the data term has the wrong sign, and is too"),
        (lambda n, d: n / d, lambda n, d: 1, "wrong-count", "the data term is off by a factor"),
        (lambda n, d: 1, lambda n, d: 1 / n, "penalty-averaged", "The penalty was divided"),
        (lambda n, d: 3, lambda n, d: 1, "term-factor", "the data term is 3 times"),
        (
            lambda n, d: -1,
            lambda n, d: 0,
            "term-sign",
            "the data term has the wrong sign and the penalty is missing.",
        ),
    ],
)
def test_what_is_wrong_with_which_term(data: Any, penalty: Any, kind: str, words: str) -> None:
    """Is each term's own factor said, on every seed, and the rest called right only if it is?"""
    for seed in SEEDS:
        diagnosis = judged(RIDGE, ridge(data, penalty), seed).diagnosis
        assert diagnosis is not None and diagnosis.kind == kind and words in diagnosis.message
        both = "data term" in diagnosis.message and "penalty is" in diagnosis.message
        assert not (both and "the rest is right" in diagnosis.message)


def test_a_number_is_told_from_several_trials() -> None:
    """dw of the unit is one number and has two terms: is a wrong sign of the penalty seen all the same?"""

    def answer(w: float, b: float, x: float, y: float, lam: float) -> Any:
        s = 1 / (1 + np.exp(-(w * x + b)))
        dz = (s - y) * s * (1 - s)
        return dz * x - 2 * lam * w, dz

    for seed in SEEDS:
        diagnosis = judged(UNIT, answer, seed).diagnosis
        assert diagnosis is not None and diagnosis.kind == "term-sign"
        assert diagnosis.message == "In dw, the penalty has the wrong sign; the rest is right."


def test_a_term_that_is_something_else_is_not_called_a_multiple() -> None:
    """If the penalty's part is no multiple of what it should be, is nothing said of terms?"""

    def answer(w: Any, b: Any, X: Any, y: Any, lam: Any) -> Any:
        r = X @ w + b - y
        return 2 * X.T @ r / len(y) + lam * w**2 + 0.1, 2 * np.mean(r)

    kinds = [d.kind for seed in SEEDS if (d := judged(RIDGE, answer, seed).diagnosis)]
    assert kinds == ["differs"] * len(SEEDS)
