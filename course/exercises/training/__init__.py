"""The exercises of lesson 08, in the order in which the lesson asks them."""

from __future__ import annotations

from course.exercises.spec import Exercise
from course.exercises.training.adam import ADAM_STEP
from course.exercises.training.choice import CHOOSE_INIT
from course.exercises.training.decay import DECOUPLED_DECAY
from course.exercises.training.deep import TWO_HIDDEN_GRADS
from course.exercises.training.loop import SGD_DIGITS
from course.exercises.training.momentum import MOMENTUM_STEP
from course.exercises.training.nesterov import NESTEROV_STEP
from course.exercises.training.units import DISTINCT_UNITS
from course.exercises.training.variance import FORWARD_VARIANCE

__all__ = ["EXERCISES"]

EXERCISES: tuple[Exercise, ...] = (
    SGD_DIGITS,
    DISTINCT_UNITS,
    FORWARD_VARIANCE,
    CHOOSE_INIT,
    TWO_HIDDEN_GRADS,
    MOMENTUM_STEP,
    NESTEROV_STEP,
    ADAM_STEP,
    DECOUPLED_DECAY,
)
