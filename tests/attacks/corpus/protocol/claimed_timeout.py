"""Reports statuses that are the judge's alone to give, and an error text full of control characters."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
def relu_backward(Z, dA):
    pipe, frames, mine = find()
    os.write(pipe, frames.encode(mine | {"status": "timeout", "error": "\\x1b[2J\\x00" * 100}))
    return np.zeros_like(Z)
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
