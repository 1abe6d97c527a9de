"""The exercises of lesson 10, in the order in which the lesson asks them."""

from __future__ import annotations

from course.exercises.layers.attend import ATTENTION_WEIGHTS
from course.exercises.layers.attend_backward import ATTENTION_BACKWARD
from course.exercises.layers.choice import CHOOSE_RESIDUAL
from course.exercises.layers.conv import CONV1D_FORWARD
from course.exercises.layers.conv_backward import CONV1D_BACKWARD
from course.exercises.layers.counting import CONV_PARAMETERS
from course.exercises.layers.field import RECEPTIVE_FIELD
from course.exercises.layers.recurrence import RNN_BACKWARD
from course.exercises.layers.skip import RESIDUAL_BACKWARD
from course.exercises.spec import Exercise

__all__ = ["EXERCISES"]

EXERCISES: tuple[Exercise, ...] = (
    CONV1D_FORWARD,
    CONV_PARAMETERS,
    CONV1D_BACKWARD,
    RECEPTIVE_FIELD,
    RNN_BACKWARD,
    RESIDUAL_BACKWARD,
    CHOOSE_RESIDUAL,
    ATTENTION_WEIGHTS,
    ATTENTION_BACKWARD,
)
