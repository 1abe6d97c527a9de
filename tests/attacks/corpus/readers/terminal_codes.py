"""Puts terminal codes, bells and carriage returns into errors and source."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack, relu

CODES = "\\x1b]0;owned\\x07\\x1b[2J\\x1b[31mgraded 9 of 9\\r\\x9b1m\\x00\\u202e\\u2066"
ATTACK = Attack(answers=relu(f'raise ValueError("{CODES}")'), no_stock=NO_MARKS)
