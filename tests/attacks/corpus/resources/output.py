"""Prints without end, to Python's and to C's standard output and error."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack

SOURCE = """
import os, sys
def relu_backward(Z, dA):
    while True:
        print("x" * 100_000)
        print("x" * 100_000, file=sys.stderr)
        os.write(1, b"x" * 100_000)
        os.write(2, b"x" * 100_000)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=BRINGS_DOWN)
