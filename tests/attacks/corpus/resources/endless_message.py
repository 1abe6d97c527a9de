"""Raises an exception whose text is never finished."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
class Endless(Exception):
    def __str__(self):
        while True:
            pass

def relu_backward(Z, dA):
    raise Endless
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock="it never ends")
