"""Writes files that the next Python, IPython or Matplotlib in this home reads when it starts."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import os, site
home = os.path.expanduser("~")
for name in (".ipython/profile_default/startup/00.py", "profile_default/startup/00.py", "matplotlib/matplotlibrc",
             ".pythonrc.py", ".local/lib/python3.11/site-packages/usercustomize.py",
             "ipython_config.py", ".jupyter/jupyter_config.py", "nbgrader_config.py"):
    path = os.path.join(home, name)
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write("raise SystemExit(9)")
    except OSError:
        pass
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
