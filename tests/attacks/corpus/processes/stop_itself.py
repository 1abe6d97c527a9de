"""Stops its own process with SIGSTOP: it neither answers nor ends."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("import os\nos.kill(os.getpid(), 19)"), no_stock="it waits for ever")
