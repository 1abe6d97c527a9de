"""Answers at random, in the hope of being asked once."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("import os\nreturn dA * (Z > 0) * (os.urandom(1)[0] / 256)"))
