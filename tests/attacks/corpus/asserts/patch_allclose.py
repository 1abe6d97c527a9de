"""Makes np.allclose, np.isclose and np.array_equal say yes to everything."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import numpy as np
for name in ("allclose", "isclose", "array_equal", "all", "any"):
    setattr(np, name, lambda *a, **k: True)
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
