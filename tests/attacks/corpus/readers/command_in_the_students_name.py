"""Hands in under a folder name that begins with the signs at which spreadsheets begin to compute."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack

ATTACK = Attack(honest=None, student="@SUM(1+1)*cmd", no_stock=NO_MARKS)
