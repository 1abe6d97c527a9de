"""Closes all its descriptors and loops."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(
    answers=relu("import os\nos.closerange(0, 4096)\nwhile True:\n    pass"), no_stock="it never ends"
)
