"""Forks twice, so that a process outlives the cell, the worker and the session."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
import ctypes, os, time
def relu_backward(Z, dA):
    libc = ctypes.CDLL(None)
    for fork in (os.fork, libc.fork, libc.vfork, lambda: libc.syscall(57), lambda: libc.syscall(56, 17, 0, 0, 0, 0)):
        try:
            if fork() == 0:
                os.setsid()
                time.sleep(600)
                os._exit(0)
        except OSError:
            pass
    return np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock="it would go on after the test")
