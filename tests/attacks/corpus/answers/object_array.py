"""Returns an array of objects that take any arithmetic and compare as equal."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
class Fine:
    def __getattr__(self, name):
        raise AttributeError(name)
    def __eq__(self, other): return True
    def __lt__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __sub__
    __le__ = __gt__ = __ge__ = __lt__
    def __abs__(self): return 0.0
    def __float__(self): return 0.0

def relu_backward(Z, dA):
    out = np.empty(Z.shape, dtype=object)
    out[...] = Fine()
    return out
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
