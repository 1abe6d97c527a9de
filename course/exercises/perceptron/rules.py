"""When the two rules update, right and with the usual slips, and what those who slip are told.

A test is asked with the score y wᵀx of a row and says whether the row asks for an update.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from course import perceptron
from course.perceptron import Rule

Score = Callable[[float], bool]

AT_ZERO = "Under the classic rule a score of exactly 0 is a mistake too; you leave the weights alone there."
AT_ONE = "Under the margin rule a score of exactly 1 is enough; you still update there."
ALWAYS_CLASSIC = (
    "You treat both rules as the classic one: the margin rule also updates on rows that are only just right."
)
ALWAYS_MARGIN = (
    "You treat both rules as the margin one: the classic rule leaves every row alone whose sign is right."
)


def due(rule: Rule) -> Score:
    """The right test of either rule: `course.perceptron.due`."""
    return partial(perceptron.due, rule=rule)


def loose_at_zero(rule: Rule) -> Score:
    """The classic rule lets a score of exactly 0 pass."""
    return (lambda score: score < 0) if rule == "classic" else due(rule)


def strict_at_one(rule: Rule) -> Score:
    """The margin rule does not let a score of exactly 1 pass."""
    return due(rule) if rule == "classic" else (lambda score: score <= 1)
