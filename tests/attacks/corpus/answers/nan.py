"""Returns NaN, of which no comparison says that it is too far off."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("return np.full_like(Z, np.nan)"))
