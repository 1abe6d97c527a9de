"""Writes a manual score of a thousand points into the gradebook."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import glob, os, sqlite3
here = os.path.abspath(".")
for up in (".", "..", "../..", "../../..", "../../../..", "/"):
    for path in glob.glob(os.path.join(here, up, "gradebook.db")):
        try:
            db = sqlite3.connect(path, timeout=1)
            db.execute("update grade set manual_score = 1000, needs_manual_grade = 0")
            db.commit()
        except sqlite3.Error:
            pass
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
