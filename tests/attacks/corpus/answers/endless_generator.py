"""Returns a generator that never ends."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("import itertools\nreturn itertools.repeat(0.0)"))
