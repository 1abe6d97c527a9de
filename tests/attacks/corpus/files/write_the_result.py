"""Writes a result file of its own into every folder where one may belong."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import glob, json, os
for up in (".", "..", "../..", "../../..", "/scratch", "/"):
    for folder in ("graded", "autograded", "feedback"):
        try:
            os.makedirs(os.path.join(up, folder, "2000"), exist_ok=True)
            with open(os.path.join(up, folder, "2000", "07_backprop.json"), "w") as file:
                json.dump({"score": 1000}, file)
        except OSError:
            pass
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
