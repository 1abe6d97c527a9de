"""`choose_order`: which orders the backward pass may visit a graph in."""

from __future__ import annotations

from course.exercises.spec import ChoiceExercise

CHOOSE_ORDER = ChoiceExercise(
    id="choose_order",
    lesson="06_graphs",
    title="Orders for the way back",
    points=1,
    options="abcde",
    several=True,
)
