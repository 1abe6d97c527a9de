"""Replaces abs and sum by functions that suit a wrong answer."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import builtins
builtins.abs = lambda x: 0.0
builtins.sum = lambda things, start=0: 0.0
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
