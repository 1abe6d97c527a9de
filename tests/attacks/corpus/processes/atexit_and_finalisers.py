"""Leaves work for the moment of its end: atexit, finalisers, exception hooks."""

from __future__ import annotations

from tests.attacks.attack import Attack, relu

FIRST = """
import atexit, os, sys, time, weakref
def work(*a):
    while True:
        time.sleep(1)
class Last:
    def __del__(self): work()
keep = Last()
weakref.finalize(keep, work)
atexit.register(work)
sys.excepthook = sys.unraisablehook = work
"""
ATTACK = Attack(first=FIRST, answers=relu("raise SystemExit"), no_stock="it waits for ever")
