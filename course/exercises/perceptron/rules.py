"""When the two rules update, right and with the usual slips, and what those who slip are told.

A test is asked with the score y wᵀx of a row and says whether the row asks for an update.
"""

from __future__ import annotations

from collections.abc import Callable

Score = Callable[[float], bool]

AT_ZERO = "Under the classic rule a score of exactly 0 is a mistake too; you leave the weights alone there."
AT_ONE = "Under the margin rule a score of exactly 1 is enough; you still update there."
ALWAYS_CLASSIC = (
    "You treat both rules as the classic one: the margin rule also updates on rows that are only just right."
)
ALWAYS_MARGIN = (
    "You treat both rules as the margin one: the classic rule leaves every row alone whose sign is right."
)


def classic(score: float) -> bool:
    """The classic rule: on a mistake, and 0 is one."""
    return score <= 0


def margin(score: float) -> bool:
    """The margin rule: below 1."""
    return score < 1


def due(rule: str) -> Score:
    """The right test of either rule."""
    return classic if rule == "classic" else margin


def loose_at_zero(rule: str) -> Score:
    """The classic rule lets a score of exactly 0 pass."""
    return (lambda score: score < 0) if rule == "classic" else margin


def strict_at_one(rule: str) -> Score:
    """The margin rule does not let a score of exactly 1 pass."""
    return classic if rule == "classic" else (lambda score: score <= 1)
