"""The exercises of lesson 01, in the order in which the lesson asks them."""

from __future__ import annotations

from course.exercises.perceptron.bound import MISTAKE_BOUND
from course.exercises.perceptron.gates import GATE_WEIGHTS
from course.exercises.perceptron.loss import PERCEPTRON_LOSS_GRAD
from course.exercises.perceptron.margin import MARGIN
from course.exercises.perceptron.quiz import QUIZ_PERCEPTRON
from course.exercises.perceptron.train import TRAIN_PERCEPTRON
from course.exercises.perceptron.update import PERCEPTRON_UPDATE
from course.exercises.spec import Exercise

__all__ = ["EXERCISES"]

EXERCISES: tuple[Exercise, ...] = (
    GATE_WEIGHTS,
    PERCEPTRON_UPDATE,
    TRAIN_PERCEPTRON,
    PERCEPTRON_LOSS_GRAD,
    MARGIN,
    MISTAKE_BOUND,
    QUIZ_PERCEPTRON,
)
