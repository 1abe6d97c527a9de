"""Sends a header with NaN, huge numbers, duplicate keys and half surrogates."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
def relu_backward(Z, dA):
    pipe, frames, mine = find()
    header = ('{"tree": {"d": {"id": "%s", "id": 1e999, "status": "ok", "error": "\\\\\\\\ud800", "value": NaN}},'
              ' "sizes": [], "sizes": []}' % mine["id"]).encode()
    os.write(pipe, b"CRF1" + len(header).to_bytes(4, "big") + header)
    return np.zeros_like(Z)
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
