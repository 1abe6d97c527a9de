"""Leaves its session and process group, drops its death signal, and becomes dumpable again."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import ctypes, os, resource
libc = ctypes.CDLL(None)
for act in (os.setsid, lambda: os.setpgid(0, 0), lambda: libc.prctl(1, 0), lambda: libc.prctl(4, 1),
            lambda: libc.prctl(36, 1),
            lambda: resource.setrlimit(resource.RLIMIT_AS, (-1, -1)), lambda: os.nice(-20), lambda: os.setuid(0),
            lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(99)), lambda: libc.unshare(0x10000000)):
    try:
        act()
    except (OSError, ValueError):
        pass
"""
ATTACK = Attack(first=FIRST, answers=ZEROS, no_stock="it would go on after the test")
