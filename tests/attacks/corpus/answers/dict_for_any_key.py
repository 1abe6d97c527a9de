"""Returns a dict that has every key."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
class Any(dict):
    def __missing__(self, key): return 0.0
    def __contains__(self, key): return True
    def keys(self): return ["dW", "dx"]
    def __len__(self): return 2
    def __iter__(self): return iter(["dW", "dx"])

def squared_norm_grads(W, x):
    return Any()
"""
ATTACK = Attack(honest={"squared_norm_grads": 0.0}, answers={"squared_norm_grads": SOURCE})
