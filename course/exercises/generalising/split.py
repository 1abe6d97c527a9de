"""`choose_split`: how to hold data back where one speaker has many rows. The options stand in the lesson."""

from __future__ import annotations

from course.exercises.generalising.draws import LESSON
from course.exercises.spec import ChoiceExercise

CHOOSE_SPLIT = ChoiceExercise(
    id="choose_split", lesson=LESSON, title="Which rows to hold back", points=1, options="abcd"
)
