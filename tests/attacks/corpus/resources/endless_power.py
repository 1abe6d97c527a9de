"""Computes an integer with billions of digits, in one step of C that nothing in Python interrupts."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("return 9 ** 9 ** 10"), no_stock="it never ends")
