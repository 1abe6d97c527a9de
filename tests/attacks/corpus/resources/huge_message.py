"""Raises an exception whose text has a hundred million letters in one line."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu('raise ValueError("x" * 10**8)'))
