"""Returns tuples a hundred thousand deep."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("deep = ()\nfor _ in range(10**5):\n    deep = (deep,)\nreturn deep"))
