"""Does the doctor tell wrong answers apart, in a sample of the matrix that `confusion.table` prints in full?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from course.exercises import catalogue
from course.exercises.spec import GradientExercise
from tests.mutants import confusion, corpus
from tests.mutants.confusion import Outcome, examined, passes, totals, verdict
from tests.mutants.lessons import WAITING
from tests.mutants.misconceptions._slip import NONE
from tests.mutants.patients import NAMED, TWO_AT_ONCE, WRITTEN, patients, slips

LEAST = 5
"""Misconceptions in a student's code for each gradient exercise that has any; the lessons' own all do."""
SAMPLE_SEED = 7


@cache
def sample() -> list[Outcome]:
    """Every patient at one seed."""
    return [examined(patient, range(SAMPLE_SEED, SAMPLE_SEED + 1)) for patient in patients()]


def test_the_bars_hold_on_a_sample() -> None:
    """At one seed, are at least 95 % of the diagnoses right and at most 1 % wrong?"""
    counts: dict[str, Any] = {group: totals(sample(), group) for group in (NAMED, WRITTEN, TWO_AT_ONCE)}
    told = [(o.patient.exercise.id, o.patient.label, dict(o.said)) for o in sample() if not o.verdicts["right"]]
    assert passes(counts), told
    assert sum(row["answers"] for row in counts.values()) == len(patients())


@pytest.mark.parametrize("right, none, wrong, holds", [(96, 4, 0, True), (94, 6, 0, False), (97, 1, 2, False)])
def test_the_bars_are_bars(right: int, none: int, wrong: int, holds: bool) -> None:
    """Does too little that is right fail them, and too much that is wrong?"""
    row = {"answers": 1, "right": right, "none": none, "wrong": wrong}
    nothing = {"answers": 0, "right": 0, "none": 0, "wrong": 0}
    assert passes({NAMED: row, WRITTEN: nothing, TWO_AT_ONCE: nothing}) == holds


@pytest.mark.parametrize(
    "said, right, word",
    [
        (["transposed"], {"transposed"}, "right"),
        (["transposed"], {"sign"}, "wrong"),
        (["differs", "sign"], {"sign"}, "right"),
        (["differs", "sign"], {"transposed"}, "wrong"),
        (["differs"], {"sign"}, "none"),
        (["crashed"], {"crashed"}, "right"),
        ([], {"sign"}, "none"),
    ],
)
def test_a_verdict_is_on_causes(said: list[str], right: set[str], word: str) -> None:
    """Is one false cause enough to be wrong, and is what was only seen no diagnosis, unless that is the mistake?"""
    assert verdict(said, frozenset(right)) == word


def test_a_wrong_label_shows_in_the_matrix() -> None:
    """If the doctor named another mistake than was made, would the matrix say so?"""
    patient = next(p for p in patients() if p.label == "sign-flipped")
    mislabelled = replace(patient, right=frozenset({"transposed"}))
    assert examined(mislabelled, range(2)).verdicts == {"wrong": 2}


def test_every_gradient_exercise_has_misconceptions_in_code() -> None:
    """Are there at least five for each exercise that has a file, and is the file's subject an exercise?"""
    count = Counter(slip.candidate.subject for slip in slips())
    assert count and set(count) <= catalogue().keys()
    assert all(isinstance(catalogue()[name], GradientExercise) for name in count)
    assert {name: n for name, n in count.items() if n < LEAST} == {}
    lessons = {catalogue()[name].lesson for name in count}
    due = {e.id for e in catalogue().values() if isinstance(e, GradientExercise) and e.lesson in lessons}
    assert due == set(count)


def test_every_named_mistake_is_a_patient() -> None:
    """Do the mistakes of all exercises take part, of every kind of exercise that has any?"""
    named = Counter(patient.exercise.id for patient in patients() if patient.group == NAMED)
    there = [each for each in catalogue().values() if each.lesson not in WAITING]
    assert named == {e.id: len(e.mistakes) for e in there if e.mistakes}


def test_only_two_mistakes_at_once_may_go_without_a_diagnosis() -> None:
    """Is silence called right for none but these?"""
    allowed = [slip.candidate.answer.__name__ for slip in slips() if NONE in slip.right]
    assert allowed and all("two" in name or "_and_" in name for name in allowed), allowed


def test_nothing_is_said_about_right_answers() -> None:
    """Is every right answer of the corpus left in peace at one seed?"""
    assert [v.label for n, v in enumerate(corpus.variants()) if confusion.spoken(n, 1)] == []
