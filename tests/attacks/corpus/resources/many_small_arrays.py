"""Returns a tuple of very many small arrays."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("return tuple(tuple(np.zeros(1) for _ in range(9000)) for _ in range(10))"))
