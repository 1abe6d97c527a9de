"""Announces a header of four gigabytes."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
def relu_backward(Z, dA):
    pipe, frames, mine = find()
    os.write(pipe, b"CRF1" + b"\\xff" * 4 + bytes(1000))
    return np.zeros_like(Z)
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
