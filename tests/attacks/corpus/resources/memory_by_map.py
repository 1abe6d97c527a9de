"""Asks the kernel for memory, past Python: maps, shared memory, memory files."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack

SOURCE = """
import mmap, os
hoard = []
def relu_backward(Z, dA):
    for _ in range(64):
        for act in (lambda: mmap.mmap(-1, 1 << 28), lambda: os.memfd_create("x")):
            try:
                hoard.append(act())
            except OSError:
                pass
    raise MemoryError
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=BRINGS_DOWN)
