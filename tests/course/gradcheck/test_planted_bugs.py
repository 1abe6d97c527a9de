"""If the gradient checker had a bug, would it show? Each is planted, and one of the questions must notice it."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from course.gradcheck import compare, numeric_gradient
from tests.course.small import SEED, Array
from tests.mutants.broken_checkers import breakages, broken, noticed, rows
from tests.mutants.checker_questions import QUESTIONS

BREAKAGES = breakages()
EXPECTED = {
    "one-sided step": "is the error honest",
    "step doubled on one side": "is the error honest",
    "a plain sum for the random cotangent": "is a softmax's backward pass of zeros wrong",
    "tolerance 1e-2": "is half a percent in any entry wrong",
    "every entry inconclusive, and all such pass": "is the other sign wrong",
    "only the first entry compared": "is half a percent in any entry wrong",
    "one norm over all entries": "is a small entry set to 0 wrong",
    "signs dropped on both sides": "is the other sign wrong",
    "complex step without its sign": "is the complex step exact",
    "trial inputs tiny": "does a slope of tanh at the wrong value cost points",
    "rounding inside f not measured": "does rounding inside f fail nobody",
}
"""What must notice it, where that is known beforehand."""


@cache
def noticed_when(words: str) -> list[str]:
    with broken(BREAKAGES[words]):
        return noticed()


def test_the_checker_has_no_fault() -> None:
    """Is the checker sound as it is, and again after it was broken?"""
    assert noticed() == []
    with broken(BREAKAGES["tolerance 1e-2"]):
        assert noticed() != []
    assert noticed() == []


@pytest.mark.parametrize("words", BREAKAGES)
def test_a_planted_bug_is_noticed(words: str) -> None:
    """Does at least one question notice it, and the one that was made for it?"""
    found = noticed_when(words)
    assert found and EXPECTED.get(words, found[0]) in found


def test_every_question_is_of_use() -> None:
    """Is each question answered wrongly by some broken checker?"""
    assert set(QUESTIONS) == {question for words in BREAKAGES for question in noticed_when(words)}


def test_the_table_has_a_row_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the table name all breakages, and say NOTHING where none noticed?"""
    monkeypatch.setattr("tests.mutants.broken_checkers.breakages", lambda: {"not broken at all": {}})
    assert len(BREAKAGES) >= 10 and rows() == [("not broken at all", "NOTHING")]


def softmax(z: Array) -> Array:
    e = np.exp(z - z.max())
    return np.asarray(e / e.sum())


def test_a_sum_lets_a_zero_gradient_of_softmax_pass() -> None:
    """Why a random cotangent and no plain sum? The entries of a softmax always sum to 1: that sum has slope 0."""
    rng = np.random.default_rng(SEED)
    z, upstream, zero = rng.normal(size=5), rng.normal(size=5), np.zeros(5)
    summed = numeric_gradient(lambda z: softmax(z).sum(), z)
    assert compare(zero, summed).ok  # the check that everybody writes first: it passes nothing at all
    weighed = numeric_gradient(lambda z: (upstream * softmax(z)).sum(), z)
    assert not compare(zero, weighed).ok
    p = softmax(z)
    assert compare(p * (upstream - upstream @ p), weighed).ok
