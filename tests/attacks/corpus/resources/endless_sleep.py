"""Sleeps, which costs no processor time, so that a limit on that never comes."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

ATTACK = Attack(answers=relu("import time\ntime.sleep(1e8)"), no_stock="it never ends")
