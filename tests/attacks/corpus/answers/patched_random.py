"""Makes every generator draw zeros, for which a zero gradient is right."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

FIRST = """
import numpy as np
class Zeros:
    def __init__(self, *a, **k): pass
    def __getattr__(self, name):
        return lambda *a, size=None, **k: np.zeros(size if size is not None else a[-1:] if a else ())
np.random.default_rng = np.random.Generator = Zeros
for name in ("rand", "randn", "normal", "uniform", "standard_normal"):
    setattr(np.random, name, lambda *a, **k: np.zeros(a))
import course.grading.seeds as seeds, course.grading.grade as grading
grading.stream = seeds.stream = lambda *a: Zeros()
"""
ATTACK = Attack(first=FIRST, answers=relu("return np.zeros_like(Z)"))
