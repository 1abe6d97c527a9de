"""Makes every score print itself as the most points there are."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
from course.score import Score
Score.__repr__ = lambda self: "2"
Score._repr_mimebundle_ = lambda self, **k: {"text/plain": "2"}
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
