"""Reads the judge's requests itself, to see the inputs that are still to come."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
import select
def relu_backward(Z, dA):
    frame = sys._getframe()
    while "requests" not in frame.f_locals:
        frame = frame.f_back
    requests = frame.f_locals["requests"]
    poll = select.poll()
    poll.register(requests, select.POLLIN)
    coming = os.read(requests, 1 << 16) if poll.poll(300) else b"nothing"
    raise RuntimeError(repr(coming)[:280])
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
