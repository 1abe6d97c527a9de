"""Opens descriptors until there are none, so that the worker's next one fails."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack

SOURCE = """
import os
held = []
def relu_backward(Z, dA):
    while True:
        try:
            held.append(os.open("/dev/null", os.O_RDONLY))
        except OSError:
            return np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=BRINGS_DOWN)
