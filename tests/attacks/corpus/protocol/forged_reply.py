"""Writes a reply of its own to the judge's pipe, with the right values of a question that it never computed."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
def relu_backward(Z, dA):
    pipe, frames, mine = find()
    done = {"status": "ok", "error": "", "value": dA * (Z > 0), "inputs_after": {"Z": Z, "dA": dA}}
    os.write(pipe, frames.encode({"id": "0" * 32} | done))
    return np.zeros_like(Z)
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
