"""The exercises of lesson 00, in the order in which the lesson asks them."""

from __future__ import annotations

from course.exercises.spec import Exercise
from course.exercises.start.affine import AFFINE_ROWS
from course.exercises.start.bayes import NAIVE_BAYES_COUNTS
from course.exercises.start.counts import COUNT_ENTRIES
from course.exercises.start.first import FIRST_CHECK
from course.exercises.start.product import FACTORISED_PROBABILITY

__all__ = ["EXERCISES"]

EXERCISES: tuple[Exercise, ...] = (
    FIRST_CHECK,
    COUNT_ENTRIES,
    FACTORISED_PROBABILITY,
    NAIVE_BAYES_COUNTS,
    AFFINE_ROWS,
)
