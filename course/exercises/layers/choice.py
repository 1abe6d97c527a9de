"""`choose_residual`: what a residual layer is, beside what a slide calls it. The options stand in the lesson."""

from __future__ import annotations

from course.exercises.layers import hints
from course.exercises.layers.draws import LESSON
from course.exercises.spec import ChoiceExercise

CHOOSE_RESIDUAL = ChoiceExercise(
    id="choose_residual",
    lesson=LESSON,
    title="The slide says: a processing technique",
    points=1,
    options="abcd",
    hints=hints.CHOOSE_RESIDUAL_HINTS,
)
