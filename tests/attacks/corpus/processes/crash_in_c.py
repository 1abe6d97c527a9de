"""Writes to address zero: the process ends with SIGSEGV."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("import ctypes\nctypes.memset(0, 1, 1)"))
