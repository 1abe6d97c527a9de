"""Sends a frame of sixty megabytes, a byte at a time."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
import time
def relu_backward(Z, dA):
    pipe, frames, mine = find()
    done = {"status": "ok", "error": "", "value": np.zeros(1 << 20), "inputs_after": {"Z": Z, "dA": dA}}
    frame = frames.encode(mine | done)
    for at in range(len(frame)):
        os.write(pipe, frame[at:at + 1])
        time.sleep(0.01)
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
