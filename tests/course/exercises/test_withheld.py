"""What an answer may not use while it is graded."""

from __future__ import annotations

import pytest

from course.exercises import catalogue
from course.exercises.spec import Exercise, GradientExercise
from grader.sandbox.view import ALWAYS, view_files

GRADIENTS = [exercise for exercise in catalogue().values() if isinstance(exercise, GradientExercise)]
DIFFERENTIATES = {"course.graph", "course.losses", "course.network", "course.gradcheck"}


@pytest.mark.parametrize("exercise", GRADIENTS, ids=lambda exercise: exercise.id)
def test_nothing_that_differentiates_is_at_hand(exercise: Exercise) -> None:
    """Is every part of the course that would work the gradient out withheld?"""
    assert exercise.withheld | ALWAYS >= DIFFERENTIATES


@pytest.mark.parametrize("exercise", catalogue().values(), ids=lambda exercise: exercise.id)
def test_what_is_withheld_is_there_to_be_withheld(exercise: Exercise) -> None:
    """Does the view know each name, so that a module that was renamed cannot slip through?"""
    assert view_files(exercise.withheld)
