"""`choose_linear`: which nets are no more than one linear layer."""

from __future__ import annotations

from course.exercises.networks import hints
from course.exercises.networks.draws import LESSON
from course.exercises.spec import ChoiceExercise

CHOOSE_LINEAR = ChoiceExercise(
    id="choose_linear",
    lesson=LESSON,
    title="Which nets collapse",
    points=1,
    options="abcde",
    several=True,
    hints=hints.LINEAR_HINTS,
)
