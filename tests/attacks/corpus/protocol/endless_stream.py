"""Writes zeros to the judge's pipe without end."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
def relu_backward(Z, dA):
    pipe, frames, mine = find()
    while True:
        os.write(pipe, bytes(65536))
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
