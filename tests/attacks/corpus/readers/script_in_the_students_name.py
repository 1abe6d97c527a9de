"""Hands in under a folder name that is mark-up."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack
from tests.grader.samples import MARK

ATTACK = Attack(honest=None, student=f"<img src=x onerror={MARK}>", no_stock=NO_MARKS)
