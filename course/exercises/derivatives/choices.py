"""`choose_step`: one question to answer with a letter. Its key stands beside the lesson's source."""

from __future__ import annotations

from course.exercises.derivatives import hints
from course.exercises.derivatives.draws import LESSON
from course.exercises.spec import ChoiceExercise

CHOOSE_STEP = ChoiceExercise(
    id="choose_step",
    lesson=LESSON,
    title="A step for single precision",
    points=1,
    options="abcd",
    hints=hints.CHOOSE_STEP_HINTS,
)
