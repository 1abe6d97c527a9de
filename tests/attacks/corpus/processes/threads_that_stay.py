"""Leaves threads running that patch the worker while it judges the other answers."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import threading, time
import numpy as np
def work():
    while True:
        np.allclose = lambda *a, **k: True
        time.sleep(0.01)
for _ in range(4):
    threading.Thread(target=work, daemon=False).start()
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
