"""Changes whatever a later process may inherit or share: priorities, processors, masks, timers, limits, folders."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, ZEROS, Attack

FIRST = """
import ctypes, os, resource, signal, time
libc = ctypes.CDLL(None)
for act in (lambda: os.nice(19), lambda: os.sched_setaffinity(0, {0}), lambda: os.umask(0o777),
            lambda: os.chdir("/"),
            lambda: os.setpriority(os.PRIO_PGRP, 0, 19), lambda: os.setpriority(os.PRIO_USER, 0, 19),
            lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32)), lambda: libc.prctl(15, b"owned"),
            lambda: resource.prlimit(1, resource.RLIMIT_AS, (1 << 20, 1 << 20)), lambda: signal.alarm(3600),
            lambda: resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1)),
            lambda: os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0)), lambda: time.clock_settime(0, 0.0),
            lambda: libc.personality(0x0040000), lambda: libc.prctl(29, 10**9)):
    try:
        act()
    except (OSError, ValueError):
        pass
"""
ATTACK = Attack(first=FIRST, answers=ZEROS, no_stock=BRINGS_DOWN)
