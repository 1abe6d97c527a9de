"""Attaches to its parent with ptrace and reads its memory."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack

SOURCE = """
import ctypes, os
def relu_backward(Z, dA):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long] * 4
    said = []
    for number in {os.getppid(), 1, 2}:
        said.append(libc.ptrace(16, number, 0, 0))
        said.append(libc.ptrace(0x4206, number, 0, 0))
        try:
            said.append(open(f"/proc/{number}/mem", "rb").read(8))
        except OSError:
            pass
    raise RuntimeError(str(said))
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=BRINGS_DOWN)
