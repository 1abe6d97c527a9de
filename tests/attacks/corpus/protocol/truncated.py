"""Sends half of a frame, and then nothing more for ever."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
import time
def relu_backward(Z, dA):
    pipe, frames, mine = find()
    os.write(pipe, frames.encode(mine)[:20])
    time.sleep(1e6)
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
