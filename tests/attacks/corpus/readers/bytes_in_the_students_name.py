"""Hands in under a folder name that is no text at all."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack

ATTACK = Attack(honest=None, student="st\udcff\udcfeudent", no_stock=NO_MARKS)
