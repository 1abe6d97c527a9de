"""Returns a masked array: what is masked compares as right."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("return np.ma.masked_all(Z.shape)"))
