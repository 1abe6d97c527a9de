"""Loops in C, where no Python signal handler runs."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("return sum(iter(int, 1))"), no_stock="it never ends")
