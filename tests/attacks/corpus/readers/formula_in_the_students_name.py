"""Hands in under a folder name that a spreadsheet computes."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack

ATTACK = Attack(honest=None, student="=HYPERLINK(1+1)", no_stock=NO_MARKS)
