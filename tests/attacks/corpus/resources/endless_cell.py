"""Loops in its cell without end."""

from __future__ import annotations

from tests.attacks.attack import Attack

ATTACK = Attack(answers={"relu_backward": "while True:\n    pass"}, no_stock="it never ends")
