"""Ends its process with os._exit in the middle of a call."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("import os\nos._exit(0)"))
