"""Does the doctor tell wrong answers apart, in a sample of the matrix that `confusion.table` prints in full?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from course.answers import plain
from course.doctor.named import alike
from course.exercises import catalogue
from course.exercises.spec import GradientExercise
from tests.mutants import confusion, corpus, judging
from tests.mutants.answers import taken_apart
from tests.mutants.confusion import Outcome, examined, passes, totals, verdict
from tests.mutants.misconceptions._slip import NONE, Slip
from tests.mutants.patients import NAMED, TWO_AT_ONCE, WRITTEN, patients, slips
from tests.mutants.targets import all_subjects

LEAST = 5
"""Misconceptions in a student's code for each gradient exercise."""
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


def test_a_wrong_answer_with_full_points_is_counted() -> None:
    """If a mistake cost nothing at some seeds, would the run fail?"""
    patient = patients()[0]
    right = all_subjects()["relu_backward"].compiled()
    free = replace(patient, exercise=judging.exercise("relu_backward"), answer=right)
    outcomes = [examined(patient, range(2)), examined(free, range(3))]
    assert confusion.unnoticed(outcomes) == 3
    assert confusion.unnoticed(sample()) == 0


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
    """Are there at least five for each, and is each file's subject a gradient exercise?"""
    count = Counter(slip.candidate.subject for slip in slips())
    assert {name: n for name, n in count.items() if n < LEAST} == {}
    assert {name for name, each in catalogue().items() if isinstance(each, GradientExercise)} == set(count)


def test_every_named_mistake_is_a_patient() -> None:
    """Do the mistakes of all exercises take part, of every kind of exercise that has any?"""
    named = Counter(patient.exercise.id for patient in patients() if patient.group == NAMED)
    assert named == {name: len(each.mistakes) for name, each in catalogue().items() if each.mistakes}


def test_silence_is_right_of_few_answers_and_of_none_that_has_a_name() -> None:
    """Of at most two an exercise; and has none a name in the spec, unless that name is right too?"""
    silent = [slip for slip in slips() if NONE in slip.right]
    assert max(Counter(slip.candidate.subject for slip in silent).values()) <= 2
    named = {slip.candidate.label: _names(slip) - slip.right for slip in silent}
    assert {label: names for label, names in named.items() if names} == {}


def _names(slip: Slip) -> set[str]:
    """The named mistakes that give all that the slip gives, on the first inputs of a seed."""
    exercise = judging.exercise(slip.candidate.subject)
    args = judging.first_inputs(exercise, SAMPLE_SEED)
    answer = plain(taken_apart(exercise, slip.candidate.answer(*plain(args).values())))
    made = {each.kind: plain(dict(each.make(**plain(args)))) for each in exercise.mistakes}
    return {kind for kind, parts in made.items() if all(alike(value, answer[part]) for part, value in parts.items())
            and parts.keys() == answer.keys()}  # fmt: skip


def test_nothing_is_said_about_right_answers() -> None:
    """Is every right answer of the corpus left in peace at one seed?"""
    assert [v.label for n, v in enumerate(corpus.variants()) if confusion.spoken([n], range(1))] == []
