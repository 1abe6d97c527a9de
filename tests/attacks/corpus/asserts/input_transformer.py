"""Has IPython replace the text of each check by a number before it is compiled."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
def generous(lines):
    return ["2\\n" if line.startswith("check(") else line for line in lines]
get_ipython().input_transformers_cleanup.append(generous)
get_ipython().input_transformers_post.append(generous)
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
