"""Sends its answer twice: once for this call, and once for whatever is asked next."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
def relu_backward(Z, dA):
    pipe, frames, mine = find()
    done = {"status": "ok", "error": "", "value": 0.0, "inputs_after": {"Z": Z, "dA": dA}}
    os.write(pipe, frames.encode(mine | done) * 3)
    return np.zeros_like(Z)
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
