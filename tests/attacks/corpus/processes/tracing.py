"""Sets trace, profile and audit hooks that run in everything that Python does from then on."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import sys, threading
def hook(*a):
    return hook
sys.settrace(hook)
sys.setprofile(hook)
threading.settrace(hook)
sys.addaudithook(lambda name, args: None)
sys.setswitchinterval(1e-6)
sys.setrecursionlimit(10**6)
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
