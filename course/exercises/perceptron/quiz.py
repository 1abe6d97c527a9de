"""`quiz_perceptron`: what the mistake bound and the proof about XOR say together."""

from __future__ import annotations

from course.exercises.perceptron import hints
from course.exercises.perceptron.draws import LESSON
from course.exercises.spec import ChoiceExercise

QUIZ_PERCEPTRON = ChoiceExercise(
    id="quiz_perceptron",
    lesson=LESSON,
    title="Two statements about one unit",
    points=1,
    options="abcd",
    hints=hints.QUIZ_HINTS,
)
