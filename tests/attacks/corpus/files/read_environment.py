"""Dumps the environment, Python's arguments and the paths that it runs on."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, TELL, Attack

FIRST = """
import os, sys, sysconfig
loot = [dict(os.environ), sys.argv, sys.orig_argv, sys.path, os.getcwd()]
"""
ATTACK = Attack(first=FIRST, answers=TELL, no_stock=NO_MARKS)
