"""Looks through all arrays and numbers in memory for a seed or for inputs that are still to come."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack

SOURCE = """
import gc, sys
def relu_backward(Z, dA):
    mine = {id(Z), id(dA)}
    seen = [t for t in gc.get_objects() if isinstance(t, np.ndarray) and id(t) not in mine and t.dtype == float]
    seeds = [v for t in gc.get_objects() if isinstance(t, dict) for k, v in list(t.items())
             if k == "seed" and isinstance(v, int)]
    raise RuntimeError(f"{seeds} {[t.ravel()[:2].tolist() for t in seen]}"[:280])
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_MARKS)
