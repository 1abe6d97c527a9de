"""Returns an integer that takes minutes to print."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("return 1 << (1 << 24)"))
