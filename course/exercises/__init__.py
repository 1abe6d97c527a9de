"""The catalogue of exercises: one module a lesson, found by id."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from course.errors import UnknownExerciseError
from course.exercises.spec import Exercise

MODULES = ("perceptron", "backprop")
"""The modules that hold exercises, each with a tuple ``EXERCISES``, in the order of the lessons."""


@cache
def catalogue() -> dict[str, Exercise]:
    """Every exercise of the course by its id, in the order of the lessons."""
    found: dict[str, Exercise] = {}
    for module in MODULES:
        for exercise in import_module(f"{__name__}.{module}").EXERCISES:
            if exercise.id in found:
                raise ValueError(f"two exercises have the id {exercise.id!r}")
            found[exercise.id] = exercise
    return found


def find(exercise_id: str) -> Exercise:
    """Return the exercise with this id.

    Raises
    ------
    UnknownExerciseError
        If there is none; the message lists the ids of the course.
    """
    exercises = catalogue()
    if exercise_id not in exercises:
        known = ", ".join(exercises)
        raise UnknownExerciseError(f"expected the id of an exercise, got {exercise_id!r}. Try one of: {known}")
    return exercises[exercise_id]


def of_lesson(lesson: str) -> list[Exercise]:
    """The exercises of one lesson ('07_backprop'), in order."""
    return [exercise for exercise in catalogue().values() if exercise.lesson == lesson]
