"""Reads the submissions of others beside its own and hands in what it finds."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, TELL, Attack

FIRST = """
import glob, json
loot = []
for path in glob.glob("../../*/*/*.ipynb") + glob.glob("/submitted/*/*/*") + glob.glob("../*.ipynb"):
    loot.append(open(path).read()[-2000:])
"""
ATTACK = Attack(first=FIRST, answers=TELL, no_stock=NO_MARKS)
