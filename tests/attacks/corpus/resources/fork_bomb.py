"""Forks without end."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack

SOURCE = """
import os
def relu_backward(Z, dA):
    for _ in range(10_000):
        try:
            os.fork()
        except OSError:
            return np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=BRINGS_DOWN)
