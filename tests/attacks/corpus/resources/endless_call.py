"""Loops in its answer without end."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("while True:\n    pass"), no_stock="it never ends")
