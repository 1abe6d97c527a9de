"""The exercises of lesson 09, in the order in which the lesson asks them."""

from __future__ import annotations

from course.exercises.generalising.batch_norm import BATCH_NORM_BACKWARD
from course.exercises.generalising.best_of import BEST_OF_K
from course.exercises.generalising.dropout import DROPOUT_BACKWARD
from course.exercises.generalising.ensemble import ENSEMBLE_VARIANCE
from course.exercises.generalising.leak import FIX_LEAK
from course.exercises.generalising.ridge import RIDGE_SHRINKAGE
from course.exercises.generalising.split import CHOOSE_SPLIT
from course.exercises.generalising.stopping import STOP_AT
from course.exercises.generalising.threshold import SOFT_THRESHOLD
from course.exercises.spec import Exercise

__all__ = ["EXERCISES"]

EXERCISES: tuple[Exercise, ...] = (
    FIX_LEAK,
    CHOOSE_SPLIT,
    BEST_OF_K,
    RIDGE_SHRINKAGE,
    SOFT_THRESHOLD,
    STOP_AT,
    DROPOUT_BACKWARD,
    BATCH_NORM_BACKWARD,
    ENSEMBLE_VARIANCE,
)
