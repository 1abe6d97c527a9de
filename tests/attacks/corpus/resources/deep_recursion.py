"""Calls itself without end, with the limit on recursion raised."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
import sys
def relu_backward(Z, dA):
    sys.setrecursionlimit(10**9)
    return relu_backward(Z, dA)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
