"""Hides notes in extended attributes, locks, message queues and the times of files, for an accomplice to read."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import ctypes, fcntl, os, sys
libc = ctypes.CDLL(None)
libc.mq_open(b"/note", 0o102, 0o666, None)
places = ["/", ".", "/opt/view/course/__init__.py", "/dev/null", "/dev/shm", sys.executable, np.__file__]
for place in places:
    for act in (lambda: os.setxattr(place, "user.note", b"dA * (Z > 0)"), lambda: os.utime(place, (1, 1)),
                lambda: os.chown(place, 0, 0), lambda: fcntl.flock(os.open(place, os.O_RDONLY), fcntl.LOCK_EX)):
        try:
            act()
        except OSError:
            pass
"""
FIRST = "import numpy as np" + FIRST
ATTACK = Attack(first=FIRST, answers=ZEROS, no_stock="it needs an accomplice")
