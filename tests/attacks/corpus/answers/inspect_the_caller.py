"""Walks up the call stack to the checker's own variables and lets its spec compute the answer."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
import sys
def relu_backward(Z, dA):
    frame = sys._getframe()
    while frame is not None:
        exercise = frame.f_locals.get("exercise")
        if exercise is not None:
            right = [m.make for m in exercise.mistakes if m.kind == "upstream-ignored"][0]
            return dA * next(iter(right(Z=Z, dA=dA).values()))
        frame = frame.f_back
    return np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
