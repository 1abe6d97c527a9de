"""Draws the inputs anew from the visible seed and answers those, whatever it was asked."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
from course.grading.seeds import VISIBLE_SEED, stream
def relu_backward(Z, dA):
    rng = stream(VISIBLE_SEED, "relu_backward", 0)
    return np.where(rng.standard_normal(Z.shape) > 0, rng.standard_normal(Z.shape), 0.0)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
