"""Opens the gradebook wherever it may lie and dumps its tables."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, TELL, Attack

FIRST = """
import glob, os, sqlite3
loot, here = [], os.path.abspath(".")
for up in ("", "..", "../..", "../../..", "/class", os.path.expanduser("~"), "/"):
    for path in glob.glob(os.path.join(here, up, "*.db")) + glob.glob(os.path.join(here, up, "*", "*.db")):
        db = sqlite3.connect(path)
        loot += [str(row) for row in db.execute("select * from student")]
"""
ATTACK = Attack(first=FIRST, answers=TELL, no_stock=NO_MARKS)
