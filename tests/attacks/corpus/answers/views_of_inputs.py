"""Masks the upstream gradient in place and returns a view of it."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("dA[Z <= 0] = 0\nreturn dA[...]"))
