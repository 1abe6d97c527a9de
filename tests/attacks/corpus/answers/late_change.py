"""Returns the right array, and changes it and the inputs later, from a thread."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
import threading, time
def relu_backward(Z, dA):
    out = np.zeros_like(Z)
    def later():
        time.sleep(0.0001)
        out[...] = dA * (Z > 0)
    threading.Thread(target=later, daemon=True).start()
    return out
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock="how it ends is a race")
