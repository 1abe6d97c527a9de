"""Answers in the worker's place with its true id, and with points and a status of its own making."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
def relu_backward(Z, dA):
    pipe, frames, mine = find()
    done = {"status": "correct", "error": "", "points": 1000, "score": 1000, "max_points": 0, "value": 0.0}
    os.write(pipe, frames.encode(mine | done | {"inputs_after": {"Z": Z, "dA": dA}}))
    return np.zeros_like(Z)
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
