"""Raises an exception whose class is named as a script."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack, relu
from tests.grader.samples import HOSTILE

ATTACK = Attack(answers=relu(f"raise type({HOSTILE[0]!r}, (Exception,), {{}})"), no_stock=NO_MARKS)
