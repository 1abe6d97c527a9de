"""Answers right once and wrong from then on."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
asked = []
def relu_backward(Z, dA):
    asked.append(Z)
    return dA * (Z > 0) if len(asked) == 1 else np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
