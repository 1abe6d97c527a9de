"""Announces arrays of exabytes in a well-formed header."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
import json
def relu_backward(Z, dA):
    pipe, frames, mine = find()
    header = json.dumps({"tree": {"a": 0}, "sizes": [1 << 62]}).encode()
    os.write(pipe, b"CRF1" + len(header).to_bytes(4, "big") + header)
    return np.zeros_like(Z)
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
