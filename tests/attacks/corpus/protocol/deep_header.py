"""Sends JSON that is nested deeper than parsers go."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
def relu_backward(Z, dA):
    pipe, frames, mine = find()
    header = b'{"tree": ' + b"[" * 500_000 + b"]" * 500_000 + b', "sizes": []}'
    frame = b"CRF1" + len(header).to_bytes(4, "big") + header
    while frame:
        frame = frame[os.write(pipe, frame):]
    return np.zeros_like(Z)
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
