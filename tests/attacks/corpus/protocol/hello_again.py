"""Pretends to be a fresh worker that has just started, with events of its own for the instructor."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
def relu_backward(Z, dA):
    pipe, frames, mine = find()
    os.write(pipe, frames.encode({"id": "ready", "events": ("instructor: full marks were agreed upon",)}))
    return np.zeros_like(Z)
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
