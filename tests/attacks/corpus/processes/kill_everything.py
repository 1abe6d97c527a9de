"""Sends SIGKILL to every process that it may reach, past Python too."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack

SOURCE = """
import ctypes, os
def relu_backward(Z, dA):
    libc = ctypes.CDLL(None)
    for number in (-1, *range(1, 400)):
        if number != os.getpid():
            libc.kill(number, 9)
            libc.syscall(62, number, 9)
            libc.syscall(200, number, 9)
            libc.syscall(234, number, number, 9)
    return np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=BRINGS_DOWN)
