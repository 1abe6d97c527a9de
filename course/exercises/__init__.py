"""The catalogue of exercises: a module or package for each lesson, found by itself; exercises are found by id."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from course.errors import UnknownExerciseError
from course.exercises.spec import Exercise


@cache
def catalogue() -> dict[str, Exercise]:
    """Every exercise of the course by its id, in the order of the lessons and, in a lesson, of its own module.

    They come from whatever stands in this package and has a tuple ``EXERCISES``; there is no list to keep.
    """
    found: dict[str, Exercise] = {}
    for exercise in sorted(_all(), key=lambda exercise: exercise.lesson):  # stable: a module's order stays
        if exercise.id in found:
            raise ValueError(f"two exercises have the id {exercise.id!r}")
        found[exercise.id] = exercise
    return found


def _all() -> list[Exercise]:
    names = sorted(module.name for module in iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return [exercise for module in modules for exercise in getattr(module, "EXERCISES", ())]


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
