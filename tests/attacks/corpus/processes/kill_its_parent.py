"""Sends SIGKILL to its parent, its group and its session."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack

SOURCE = """
import os
def relu_backward(Z, dA):
    for number in (os.getppid(), 0, -os.getpgid(0), -1 * os.getsid(0), 1, 2, 3):
        try:
            os.kill(number, 9)
        except OSError:
            pass
    return np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=BRINGS_DOWN)
