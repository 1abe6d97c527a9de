"""Claims that its inputs were other ones: keys that are none of the call's, values that suit it."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
def relu_backward(Z, dA):
    pipe, frames, mine = find()
    done = {"status": "ok", "error": "", "value": np.zeros_like(Z)}
    os.write(pipe, frames.encode(mine | done | {"inputs_after": {"Z": Z * 0, "dA": dA * 0, "seed": 1}}))
    return np.zeros_like(Z)
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
