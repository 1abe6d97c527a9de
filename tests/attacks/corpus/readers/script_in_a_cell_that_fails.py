"""Adds cells that fail with script in their errors, which become events."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack
from tests.grader.samples import HOSTILE

FIRST = f"raise ValueError({' '.join(HOSTILE)!r})"
ATTACK = Attack(honest={}, first=FIRST, no_stock=NO_MARKS)
