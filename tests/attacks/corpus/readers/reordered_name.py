"""Hands in under a folder name that reads from right to left."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack

ATTACK = Attack(honest=None, student="\u202e0001", no_stock=NO_MARKS)
