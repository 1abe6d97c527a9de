"""Hands in under a folder name that ends an attribute and opens another."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack
from tests.grader.samples import MARK

ATTACK = Attack(
    honest=None, student=f"x' onmouseover='{MARK}' \" autofocus onfocus=\"{MARK}", no_stock=NO_MARKS
)
