"""Matches a regular expression that takes longer than the universe has."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(
    answers=relu("import re\nreturn re.match('(a+)+$', 'a' * 64 + 'b')"), no_stock="it never ends"
)
