"""Asks `check` about one candidate after another from within the answer, and returns the one that passes."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
from course import check as ask
def relu_backward(Z, dA):
    for gate in (np.less, np.not_equal, np.greater):
        if ask("relu_backward", lambda z, d: d * gate(z, 0)).points == 2:
            return dA * gate(Z, 0)
    return np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
