"""Sets its inputs to zero, so that the zeros it returns would be right."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("Z[...] = 0\ndA[...] = 0\nreturn np.zeros_like(Z)"))
