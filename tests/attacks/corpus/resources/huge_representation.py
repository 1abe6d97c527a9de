"""Displays things whose representations are huge, endless or fail."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack

FIRST = """
class Huge:
    def __repr__(self):
        return "x" * (1 << 30)
    def _repr_html_(self):
        while True:
            pass
display(Huge())
Huge()
"""
ATTACK = Attack(honest={}, first=FIRST, no_stock=BRINGS_DOWN)
