"""Returns an array of text."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("return (dA * (Z > 0)).astype(str)"))
