"""Returns floats and text that equal everything, and whose differences are nothing."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
class Yes(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __abs__ = lambda self, *a: 0.0
    __hash__ = float.__hash__

def squared_norm_grads(W, x):
    return Yes(1), [Yes(1)] * len(x)
"""
ATTACK = Attack(honest={"squared_norm_grads": 0.0}, answers={"squared_norm_grads": SOURCE})
