"""Ignores every signal that it can and loops: what interrupts must be what it cannot catch."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
import signal
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass

def relu_backward(Z, dA):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock="it never ends")
