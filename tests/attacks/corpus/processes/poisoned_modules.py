"""Puts modules of its own into sys.modules under the names that the worker uses."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import sys, types
class Fake(types.ModuleType):
    def __getattr__(self, name):
        return lambda *a, **k: 2
for name in ("course.grading.calls", "course.answers", "numpy.testing", "worker.cells", "worker.frames",
             "worker.npy", "worker.trees", "worker.loop"):
    sys.modules[name] = Fake(name)
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
