"""`choose_saddle`: which of four functions has a strict saddle at the origin. The options stand in the lesson."""

from __future__ import annotations

from course.exercises.descent.draws import LESSON
from course.exercises.spec import ChoiceExercise

CHOOSE_SADDLE = ChoiceExercise(
    id="choose_saddle", lesson=LESSON, title="Which one is a strict saddle", points=1, options="abcd"
)
