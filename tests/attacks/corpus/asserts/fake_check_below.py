"""Defines `check` again below the set-up cell, in the answer's own cell."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
def relu_backward(Z, dA):
    return np.zeros_like(Z)

def check(*anything):
    return 2.0
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
