"""What `check` says of a multiple choice where the keys are not at hand: the answer is noted, not marked."""

from __future__ import annotations

from dataclasses import replace

from course.exercises.spec import ChoiceExercise, Exercise, Key
from course.grading.calls import Caller
from course.grading.choice import kind_of
from course.grading.grade import grade
from course.grading.results import Result


def waits_for_key(exercise: Exercise) -> bool:
    """Whether an answer cannot be marked here, only noted."""
    return isinstance(exercise, ChoiceExercise) and exercise.key is None


def noted(exercise: Exercise, caller: Caller, seed: int) -> Result:
    """Note the answer to a choice, for no points.

    A function that is not written yet, fails, or returns what is no letter is told so as ever.
    """
    if not isinstance(exercise, ChoiceExercise):
        raise TypeError(f"expected a choice, got {type(exercise).__name__}")
    nothing_right = Key((), {})  # what it calls a wrong choice, and not a wrong form, is a choice well written
    result = grade(replace(exercise, key=nothing_right), caller, seed)
    chosen = result.findings[0].received if result.findings else ""
    if result.diagnosis is None or result.diagnosis.kind != kind_of(chosen):
        return result
    return Result(result.exercise_id, "not_attempted", 0.0, result.max_points, noted=chosen, seconds=result.seconds)
