"""Writes files until the disk is full."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack

SOURCE = """
def relu_backward(Z, dA):
    for number in range(1000):
        try:
            with open(f"flood-{number}", "wb") as file:
                for _ in range(16):
                    file.write(bytes(1 << 22))
        except OSError:
            break
    return np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=BRINGS_DOWN)
