"""Empties np.testing, so that none of its assertions can fail."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import numpy as np, numpy.testing
for name in dir(np.testing):
    if name.startswith("assert"):
        setattr(np.testing, name, lambda *a, **k: None)
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
