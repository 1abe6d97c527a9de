"""Looks for the note that an accomplice left, and answers with it."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
import ctypes, os
def relu_backward(Z, dA):
    for top, folders, files in os.walk("/"):
        folders[:] = [f for f in folders if f not in ("proc", "sys", "usr", "packages")]
        if "note-to-accomplice" in files:
            return eval(open(os.path.join(top, "note-to-accomplice")).read())
    libc = ctypes.CDLL(None)
    if max(libc.shmget(4242, 4096, 0), libc.msgget(4242, 0), libc.semget(4242, 1, 0)) >= 0:
        return dA * (Z > 0)
    return np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock="it needs an accomplice")
