"""The exercises of lesson 03, in the order in which the lesson asks them."""

from __future__ import annotations

from course.exercises.losses.binary import BINARY_CROSS_ENTROPY
from course.exercises.losses.choice import CHOOSE_VANISHING
from course.exercises.losses.decision import DECISION_RULE
from course.exercises.losses.log_softmax import LOG_SOFTMAX_ROWS
from course.exercises.losses.logistic import LOGISTIC_LOSS
from course.exercises.losses.logistic_slope import LOGISTIC_GRAD
from course.exercises.losses.poisson import POISSON_GRAD
from course.exercises.losses.squared import MSE_SOFTMAX_GRAD
from course.exercises.losses.start import PREDICT_LOSS_AT_START
from course.exercises.spec import Exercise

__all__ = ["EXERCISES"]

EXERCISES: tuple[Exercise, ...] = (
    BINARY_CROSS_ENTROPY,
    LOGISTIC_LOSS,
    LOGISTIC_GRAD,
    POISSON_GRAD,
    LOG_SOFTMAX_ROWS,
    PREDICT_LOSS_AT_START,
    DECISION_RULE,
    MSE_SOFTMAX_GRAD,
    CHOOSE_VANISHING,
)
