"""Recurses in C until the stack is gone."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
import sys
def relu_backward(Z, dA):
    sys.setrecursionlimit(10**9)
    deep = []
    for _ in range(10**6):
        deep = [deep]
    return repr(deep)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
