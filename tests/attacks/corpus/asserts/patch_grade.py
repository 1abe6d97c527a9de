"""Replaces the function behind `check` by one that returns full marks."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
from course.grading.results import Result
import course.checks
course.checks.grade = lambda exercise, caller, seed: Result(exercise.id, "correct", exercise.points, exercise.points)
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
