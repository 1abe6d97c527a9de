"""Puts halves of surrogate pairs, NULs and all control characters into source and errors."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack, relu

ODD = "\\ud800\\x00\\x0c\\u2028"
ATTACK = Attack(answers=relu(f'raise ValueError("{ODD}" + "".join(map(chr, range(32))))'), no_stock=NO_MARKS)
