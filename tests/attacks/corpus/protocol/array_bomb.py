"""Sends an array whose header states a shape of a thousand thousand millions and an array behind it of no bytes."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
import json
def relu_backward(Z, dA):
    pipe, frames, mine = find()
    said = b"{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000, 0, 1000000000000), }\\n"
    array = b"\\x93NUMPY\\x01\\x00" + len(said).to_bytes(2, "little") + said
    tree = {"d": {**mine, "status": "ok", "error": "", "value": {"a": 0}}}
    header = json.dumps({"tree": tree, "sizes": [len(array)]}).encode()
    os.write(pipe, b"CRF1" + len(header).to_bytes(4, "big") + header + array)
    return np.zeros_like(Z)
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
