"""`choose_vanishing`: which output layers with which losses stop learning when they are sure and wrong."""

from __future__ import annotations

from course.exercises.spec import ChoiceExercise

CHOOSE_VANISHING = ChoiceExercise(
    id="choose_vanishing",
    lesson="03_losses",
    title="Sure, wrong, and stuck",
    points=1,
    options="abcde",
    several=True,
)
