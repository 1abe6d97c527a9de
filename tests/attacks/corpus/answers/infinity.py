"""Returns infinities, whose relative error is not a number."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("return np.full_like(Z, np.inf)"))
