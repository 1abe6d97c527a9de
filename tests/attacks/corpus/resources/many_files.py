"""Makes empty files and folders without end."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack

SOURCE = """
import os
def relu_backward(Z, dA):
    for number in range(30_000):
        try:
            os.mkdir(f"d{number}")
        except OSError:
            break
    return np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=BRINGS_DOWN)
