"""Defines a `check` of its own that hands out points."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(first="check = lambda *a: 2", answers=relu("return np.zeros_like(Z)"))
