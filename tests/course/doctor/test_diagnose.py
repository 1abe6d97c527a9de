"""Which word does the doctor choose, of those that fit?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.doctor import Evidence, diagnose
from course.grading.expected import judge
from tests.course.small import LINEAR, RIDGE, SEED, SUMMARY, WEIGHTS, judged, linear, ridge


def evidence(answer: Any, *, trials: int = 2) -> list[Evidence]:
    rng = np.random.default_rng(SEED)
    found = []
    for trial in range(trials):
        args = LINEAR.cases[0].inputs(rng, trial)
        parts = dict(zip(LINEAR.parts, answer(*args.values()), strict=True))
        found.append(Evidence(args, parts, judge(LINEAR, args, parts)))
    return found


def test_when_nothing_fits_it_says_what_it_saw() -> None:
    """Does the last resort name the entry and both numbers?"""
    found = diagnose(LINEAR, evidence(lambda *a: (np.cos(a[0]), *linear(*a)[1:])))
    assert [d.kind for d in found] == ["differs"]
    assert found[0].where.startswith("dW[") and "expected" in found[0].message and "received" in found[0].message


def test_a_right_answer_is_not_to_be_diagnosed() -> None:
    """Is it an error to ask what is wrong with what is right?"""
    with pytest.raises(ValueError, match="diagnose only wrong answers"):
        diagnose(LINEAR, evidence(linear))


def test_a_missing_penalty_is_no_block_and_no_factor() -> None:
    """Of several descriptions that fit, is the one that says most about the cause chosen?"""
    result = judged(RIDGE, lambda w, b, X, y, lam, rule: ridge(w, b, X, y, 0.0, rule))
    assert result.diagnosis is not None
    assert result.diagnosis.message == "In dw, the penalty is missing; the rest is right."
    doubled = judged(LINEAR, lambda *a: (2 * linear(*a)[0], *linear(*a)[1:]))
    assert doubled.diagnosis is not None and doubled.diagnosis.kind == "factor-two"  # not "all entries are wrong"


def test_the_same_word_for_two_parts_is_said_once() -> None:
    """Are equal sentences not repeated, and different ones all kept?"""
    result = judged(SUMMARY, lambda x, least: (np.cumsum(x) + 1, 99, False, "none"))
    messages = [d.message for d in (result.diagnosis, *result.others) if d]
    assert len(messages) == len(set(messages)) == 4


def test_values_and_properties_are_told_what_was_seen() -> None:
    """Do exercises without a gradient get a sentence too?"""
    wrong = judged(SUMMARY, lambda x, least: (np.cumsum(x), 99, True, "many"))
    assert wrong.diagnosis is not None and "received 99" in wrong.diagnosis.message
    weights = judged(WEIGHTS, lambda n: np.ones(n))
    assert weights.diagnosis is not None and weights.diagnosis.message.startswith("The weights sum to ")


def test_one_form_problem_among_good_trials_is_the_word() -> None:
    """Where the shape is wrong on one trial alone, is the shape what is spoken of?"""

    def shrinking(W: Any, b: Any, X: Any, dZ: Any) -> Any:
        dW, db, dX = linear(W, b, X, dZ)
        return dW, db if len(X) > 3 else db[:-1], dX

    found = [judged(LINEAR, shrinking, seed).diagnosis for seed in range(20)]
    assert {d.kind for d in found if d} == {"shape"}
