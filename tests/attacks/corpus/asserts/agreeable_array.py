"""Returns a subclass of ndarray that answers every comparison with yes."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
class Agreeable(np.ndarray):
    def __array_function__(self, function, types, args, kwargs):
        return np.ones((), dtype=bool)
    def __array_ufunc__(self, ufunc, method, *args, **kwargs):
        return np.zeros(self.shape)
    def __eq__(self, other):
        return True
    __le__ = __ge__ = __lt__ = __eq__

def relu_backward(Z, dA):
    return np.zeros(Z.shape).view(Agreeable)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
