"""The exercises of lesson 04, in the order in which the lesson asks them."""

from __future__ import annotations

from course.exercises.descent.clipping import CLIP_BY_NORM
from course.exercises.descent.decay import DECAYED_STEP
from course.exercises.descent.epoch import SGD_EPOCH
from course.exercises.descent.least_squares import LEAST_SQUARES_STEP
from course.exercises.descent.minibatch import MINIBATCH_GRADIENT
from course.exercises.descent.not_convex import NOT_CONVEX
from course.exercises.descent.saddle import CHOOSE_SADDLE
from course.exercises.descent.stable import LARGEST_STABLE_STEP
from course.exercises.descent.steps import PREDICT_STEPS
from course.exercises.spec import Exercise

__all__ = ["EXERCISES"]

EXERCISES: tuple[Exercise, ...] = (
    LEAST_SQUARES_STEP,
    LARGEST_STABLE_STEP,
    PREDICT_STEPS,
    MINIBATCH_GRADIENT,
    SGD_EPOCH,
    DECAYED_STEP,
    NOT_CONVEX,
    CHOOSE_SADDLE,
    CLIP_BY_NORM,
)
