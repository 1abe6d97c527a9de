"""Leaves a trigger in the gradebook: every score that is recorded later becomes full marks."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import glob, os, sqlite3
for up in (".", "..", "../..", "../../..", "../../../..", "/"):
    for path in glob.glob(os.path.join(os.path.abspath("."), up, "gradebook.db")):
        db = sqlite3.connect(path, timeout=1)
        db.execute("create trigger kind after update on grade when new.manual_score is null "
                   "begin update grade set manual_score = 2 where id = new.id; end")
        db.commit()
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
