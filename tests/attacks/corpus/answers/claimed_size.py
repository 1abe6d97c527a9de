"""Returns an array that claims ten thousand gigabytes and owns eight bytes."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("return np.broadcast_to(0.0, (10**6, 10**6))"))
