"""Replaces the comparison of gradients by one that finds every entry right."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import course.grading.expected as expected
from course.grading.expected import Verdict
import course.grading.grade as grading
grading.judge = lambda exercise, args, parts: {part: Verdict(True) for part in exercise.parts}
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
