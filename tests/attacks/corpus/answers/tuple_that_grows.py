"""Returns a tuple whose length is another one each time that it is asked."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
class Grows(tuple):
    def __len__(self): return 2
    def __iter__(self): return iter((0.0, 0.0))

def squared_norm_grads(W, x):
    return Grows((2 * np.outer(W @ x, x), 2 * W.T @ (W @ x), "and more"))
"""
ATTACK = Attack(honest={"squared_norm_grads": 0.0}, answers={"squared_norm_grads": SOURCE})
