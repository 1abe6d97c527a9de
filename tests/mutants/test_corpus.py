"""A sample of `make mutants`: are mistakes noticed, and right answers not rejected?

`make mutants` judges every mutant on ten seeds and every variant on a thousand. Here it is a share of the mutants,
spread over all subjects, at one seed, and each variant at three.
"""

from __future__ import annotations

from collections import Counter

import pytest

from course.exercises import catalogue
from course.exercises.spec import GradientExercise
from tests.mutants import corpus, judging
from tests.mutants.targets import all_subjects
from tests.mutants.variants.styles import STYLES

pytestmark = pytest.mark.xdist_group("mutants")

SAMPLE = 240
SPARSE = 37
SEED = 11
LEAST = 3
"""Right answers to a gradient exercise that are not its reference in another dress."""


def lessons_own() -> list[str]:
    return [name for name, each in catalogue().items() if isinstance(each, GradientExercise)]


def test_every_gradient_exercise_is_a_subject() -> None:
    """Does a new exercise come into the corpus by itself?"""
    assert set(lessons_own()) <= set(corpus.subjects())


def test_every_reference_is_right() -> None:
    """Does what the mutants are made from earn full points?"""
    for name, subject in all_subjects().items():
        right = corpus.Candidate(name, "reference", "reference", subject.compiled(), "")
        assert judging.not_full(right, [SEED]) == [], name


def test_there_are_enough_of_all() -> None:
    """Are there 400 mistakes, of many kinds, in the lessons' exercises as in the engine; and 60 variants?

    And of each gradient exercise at least three variants that someone wrote by hand?
    """
    mistakes = [each for each in corpus.mutants() if each.equivalent is None]
    engine = sum(":" in each.subject for each in mistakes)
    assert min(engine, len(mistakes) - engine) >= 400
    assert len(Counter(each.kind for each in mistakes)) >= 30
    assert len(corpus.variants()) >= 60
    written = Counter(each.subject for each in corpus.variants() if each.kind not in STYLES)
    assert {name: written[name] for name in lessons_own() if written[name] < LEAST} == {}


def test_labels_tell_candidates_apart() -> None:
    """Does (subject, label) name one candidate?"""
    for listed in (corpus.mutants(), corpus.variants(), corpus.misconceptions()):
        doubled = [key for key, count in Counter((each.subject, each.label) for each in listed).items() if count > 1]
        assert doubled == []


def test_mistakes_are_noticed() -> None:
    """Does each of the sample lose points, by all of `grade`?"""
    mistakes = [each for each in corpus.mutants() if each.equivalent is None]
    step = max(1, len(mistakes) // SAMPLE)
    survivors = [each for each in mistakes[::step] if judging.full(each, [SEED])]
    assert [(each.subject, each.kind, each.label) for each in survivors] == []


def test_what_is_lost_at_first_is_lost_for_good() -> None:
    """`judging.full` stops at a mistake on the first inputs: does `grade` always take points there too?"""
    mistakes = [each for each in corpus.mutants() if each.equivalent is None][::SPARSE]
    early = [m for m in mistakes if not judging.right_at_first(judging.exercise(m.subject), SEED, m.answer)]
    assert [(m.subject, m.label) for m in early if judging.not_full(m, [SEED]) != [SEED]] == []
    assert len(early) > len(mistakes) / 2


def test_right_answers_are_not_rejected() -> None:
    """Does each variant earn full points at three seeds?"""
    rejected = [(each.subject, each.label) for each in corpus.variants() if judging.not_full(each, range(3))]
    assert rejected == []


def test_the_judgement_can_go_either_way() -> None:
    """Does a wrong answer among the variants show, and a right one among the mutants?"""
    subject = all_subjects()["relu_backward"]
    wrong = corpus.Candidate("relu_backward", "wrong", "wrong", lambda Z, dA: dA, "")
    right = corpus.Candidate("relu_backward", "right", "right", subject.compiled(), "")
    assert judging.not_full(wrong, range(3)) == [0, 1, 2]
    assert judging.full(right, range(3)) == [0, 1, 2]
