"""Leaves a note for an accomplice in every place that may outlive it."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import os, tempfile
for folder in (".", "/var/tmp", "/dev/shm", "/run", "/opt/view", os.environ["HOME"], tempfile.gettempdir()):
    try:
        with open(os.path.join(folder, "note-to-accomplice"), "w") as file:
            file.write("dA * (Z > 0)")
    except OSError:
        pass
import ctypes
libc = ctypes.CDLL(None)
libc.shmget(4242, 4096, 0o1666)
libc.msgget(4242, 0o1666)
libc.semget(4242, 1, 0o1666)
"""
ATTACK = Attack(first=FIRST, answers=ZEROS, no_stock="it needs an accomplice")
