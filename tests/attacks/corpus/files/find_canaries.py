"""Walks the whole file system and reads every file for what looks like a secret."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, TELL, Attack

FIRST = """
import os, re
loot = []
for top, folders, files in os.walk("/"):
    folders[:] = [f for f in folders if os.path.join(top, f) not in ("/proc", "/sys", "/usr", "/opt/packages")]
    for name in files:
        try:
            with open(os.path.join(top, name), "rb") as file:
                loot += [found.decode() for found in re.findall(rb"CANARY-[\\w-]+", file.read(1 << 22))]
        except OSError:
            pass
"""
ATTACK = Attack(first=FIRST, answers=TELL, no_stock=NO_MARKS)
