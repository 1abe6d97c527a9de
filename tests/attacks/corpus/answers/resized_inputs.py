"""Makes its inputs' memory vanish and its writable flags lie."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
def relu_backward(Z, dA):
    Z.setflags(write=False)
    try:
        dA.resize((0,), refcheck=False)
        dA.shape = (0,)
    except ValueError:
        dA *= 0
    return np.zeros(Z.shape)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
