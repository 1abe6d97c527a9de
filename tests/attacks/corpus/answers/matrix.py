"""Returns np.matrix, whose products are other products."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("return np.matrix(np.atleast_2d(np.zeros_like(Z)))"))
