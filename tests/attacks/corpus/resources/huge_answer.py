"""Returns an array larger than any frame, of the right shape but for its size."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("return np.zeros(9_900_000)"))
