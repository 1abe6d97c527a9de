"""`choose_init`: the scale of one layer's weights. The options stand in the lesson."""

from __future__ import annotations

from course.exercises.spec import ChoiceExercise
from course.exercises.training.draws import LESSON

CHOOSE_INIT = ChoiceExercise(
    id="choose_init", lesson=LESSON, title="A scale for the second layer", points=1, options="abcd"
)
