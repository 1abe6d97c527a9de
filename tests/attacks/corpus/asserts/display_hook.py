"""Replaces the display hook: whatever a cell computes, a number of points is shown."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
hook = get_ipython().displayhook
real = type(hook).__call__
type(hook).__call__ = lambda self, result=None: real(self, 2)
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
