"""Starts threads without end."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack

SOURCE = """
import threading, time
def relu_backward(Z, dA):
    for _ in range(20_000):
        try:
            threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
        except RuntimeError:
            return np.zeros_like(Z)
    return np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=BRINGS_DOWN)
