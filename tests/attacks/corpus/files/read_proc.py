"""Reads environments, command lines, maps and mounts of all processes from /proc."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, TELL, Attack

FIRST = """
import glob
loot = []
for what in ("environ", "cmdline", "mountinfo", "maps", "cwd/notes.md", "root/notes.md", "fd/0", "mem"):
    for path in ["/proc/self/" + what, "/proc/1/" + what, *glob.glob("/proc/[0-9]*/" + what)]:
        try:
            loot.append(open(path, "rb").read(4096))
        except OSError:
            pass
"""
ATTACK = Attack(first=FIRST, answers=TELL, no_stock=NO_MARKS)
