"""Writes modules named as NumPy's and the worker's into every folder that Python may import from."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import os, sys
for folder in [*sys.path, ".", "/opt/view", "/opt/view/course", "/opt/worker", "/scratch"]:
    for name in ("numpy.py", "course.py", "sitecustomize.py", "loop.py", "evil.pth", "math.py"):
        try:
            with open(os.path.join(folder, name), "w") as file:
                file.write("raise SystemExit(9)")
        except OSError:
            pass
sys.path.insert(0, os.path.abspath("."))
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
