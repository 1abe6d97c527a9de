"""Returns an object whose __array__ looks through the stack for what is expected of it."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
import sys
class Late:
    shape, ndim, size, dtype = (), 0, 1, np.dtype(float)
    def __array__(self, *a, **k):
        frame = sys._getframe()
        while frame:
            for value in frame.f_locals.values():
                if hasattr(value, "loss") or hasattr(value, "reference"):
                    raise RuntimeError("seen: " + repr(value)[:200])
            frame = frame.f_back
        return np.zeros(())

def relu_backward(Z, dA):
    return Late()
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
