"""Registers a formatter that prints every score as full marks."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
from course.score import Score
shell = get_ipython()
shell.display_formatter.formatters["text/plain"].for_type(Score, lambda obj, p, cycle: p.text("2"))
shell.display_formatter.mimebundle_formatter.for_type(Score, lambda *a, **k: {"text/plain": "2"})
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
