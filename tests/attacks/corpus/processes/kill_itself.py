"""Sends itself SIGKILL."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("import os\nos.kill(os.getpid(), 9)"))
