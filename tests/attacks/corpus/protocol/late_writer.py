"""Answers all later requests in the worker's place, with a status and points of its own."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
def relu_backward(Z, dA):
    pipe, frames, asked = find()
    frame = sys._getframe()
    while "requests" not in frame.f_locals:
        frame = frame.f_back
    requests = frame.f_locals["requests"]
    done, after = {"status": "ok", "error": "", "value": 0.0, "points": 1000}, {"Z": Z, "dA": dA}
    while True:
        os.write(pipe, frames.encode({"id": asked["id"], **done, "inputs_after": after}))
        asked = frames.receive(requests)
        after = asked.get("args", {})
"""
)
NOTHING = {"relu_backward": 0.0, "squared_norm_grads": 0.0, "linear_backward": 0.0}
ATTACK = Attack(honest=NOTHING, answers={"relu_backward": SOURCE}, no_stock=NO_PART)
