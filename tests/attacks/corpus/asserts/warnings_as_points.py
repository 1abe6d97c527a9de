"""Writes a score to standard output and standard error in the ways that graders read."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
import os, sys
def relu_backward(Z, dA):
    for pipe in (1, 2):
        os.write(pipe, b'{"score": 1000, "points": 1000}\\n1000\\nOK\\n')
    print("##score=1000", file=sys.__stdout__, flush=True)
    return np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
