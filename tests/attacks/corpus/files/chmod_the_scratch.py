"""Takes all rights from its scratch folder, and fills it with names that are hard to delete."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import os
os.makedirs("a/" * 100, exist_ok=True)
for name in ("-rf", "a b", "\\n", "\\udcff", "x" * 200, ".hidden"):
    open(name, "w").close()
os.symlink("/", "root")
os.symlink("self", "self")
for place in ("a", ".", "/scratch", os.path.expanduser("~")):
    try:
        os.chmod(place, 0)
    except OSError:
        pass
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
