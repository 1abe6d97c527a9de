"""Appends arrays to a list until there is no memory left."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack, relu

ATTACK = Attack(
    answers=relu("hoard = []\nwhile True:\n    hoard.append(np.ones(1 << 22))"), no_stock=BRINGS_DOWN
)
