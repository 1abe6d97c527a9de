"""Returns an array-like whose conversion never ends."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
class Slow(list):
    def __iter__(self):
        while True:
            yield 0.0

def relu_backward(Z, dA):
    return Slow([0.0])
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock="it never ends")
