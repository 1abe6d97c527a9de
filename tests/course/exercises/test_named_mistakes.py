"""Every named mistake of every exercise, handed in as an answer: what it earns and what it is told."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from course.exercises import catalogue
from course.exercises.spec import Exercise, GradientExercise, Mistake, ValueExercise
from course.grading.calls import in_process
from course.grading.expected import gradient_of
from course.grading.grade import grade

SEEDS = range(8)
CASES = [(exercise, mistake) for exercise in catalogue().values() for mistake in exercise.mistakes]
NAMES = [f"{exercise.id}-{mistake.kind}" for exercise, mistake in CASES]


def handed_in(exercise: Exercise, mistake: Mistake) -> Any:
    """The function of a student who makes this mistake, and no other."""

    def function(*values: Any) -> Any:
        args = dict(zip(exercise.signature, values, strict=True))
        made = dict(mistake.make(**args))
        for part in exercise.parts:
            if part in made:
                continue
            if isinstance(exercise, GradientExercise):
                made[part] = gradient_of(exercise, exercise.loss, args, part).value
            elif isinstance(exercise, ValueExercise):
                made[part] = exercise.reference(**args)[part]
        parts = [made[part] for part in exercise.parts]
        return {"single": parts[0], "tuple": tuple(parts), "dict": made}[exercise.form]

    return function


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(("exercise", "mistake"), CASES, ids=NAMES)
def test_a_named_mistake_is_named_and_its_marks_do_not_hang_on_luck(exercise: Exercise, mistake: Mistake) -> None:
    """Does it lose the same points on every seed, and is it told its own name?"""
    answer = in_process(handed_in(exercise, mistake))
    results = [grade(exercise, answer, seed) for seed in SEEDS]
    points = Counter(result.points for result in results)
    kinds = Counter(result.diagnosis.kind if result.diagnosis else None for result in results)
    assert len(points) == 1, points
    assert max(points) < exercise.points
    assert kinds == {mistake.kind: len(SEEDS)}
