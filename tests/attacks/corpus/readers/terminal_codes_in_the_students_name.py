"""Hands in under a folder name that clears the terminal and writes its own table there."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack

ATTACK = Attack(honest=None, student="\x1b[2Jfull marks\x07\r\x9b31m", no_stock=NO_MARKS)
