"""Overwrites the compiled code of NumPy, IPython and the course."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import os, sys
for module in list(sys.modules.values()):
    for path in (getattr(module, "__cached__", None), getattr(module, "__file__", None)):
        if path and ("numpy" in path or "course" in path or "worker" in path):
            for act in (lambda: os.chmod(path, 0o777), lambda: os.unlink(path), lambda: open(path, "wb").write(b"")):
                try:
                    act()
                except OSError:
                    pass
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
