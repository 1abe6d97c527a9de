"""Returns all candidates at once: one of them is right."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("return [dA * (Z > 0), dA * (Z < 0), -dA * (Z > 0), dA]"))
