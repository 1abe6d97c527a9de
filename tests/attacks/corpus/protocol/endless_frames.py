"""Sends well-formed frames without end, none of which answers a request."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
def relu_backward(Z, dA):
    pipe, frames, mine = find()
    frame = frames.encode({"id": "ready", "events": ()})
    while True:
        os.write(pipe, frame)
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
