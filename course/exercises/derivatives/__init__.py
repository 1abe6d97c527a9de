"""The exercises of lesson 05, in the order in which the lesson asks them."""

from __future__ import annotations

from course.exercises.derivatives.affine import AFFINE_JACOBIANS
from course.exercises.derivatives.best_step import BEST_STEP
from course.exercises.derivatives.catching import CATCHING_CHECK
from course.exercises.derivatives.central import CENTRAL_DIFFERENCE
from course.exercises.derivatives.choices import CHOOSE_STEP
from course.exercises.derivatives.fool_norm import FOOL_THE_NORM
from course.exercises.derivatives.fool_sum import FOOL_THE_SUM
from course.exercises.derivatives.paths import PATHS_GRADIENT
from course.exercises.derivatives.perturbation import JACOBIAN_BY_PERTURBATION
from course.exercises.derivatives.zero_denominators import ZERO_DENOMINATORS
from course.exercises.spec import Exercise

__all__ = ["EXERCISES"]

EXERCISES: tuple[Exercise, ...] = (
    ZERO_DENOMINATORS,
    PATHS_GRADIENT,
    JACOBIAN_BY_PERTURBATION,
    AFFINE_JACOBIANS,
    CENTRAL_DIFFERENCE,
    BEST_STEP,
    CHOOSE_STEP,
    FOOL_THE_SUM,
    FOOL_THE_NORM,
    CATCHING_CHECK,
)
