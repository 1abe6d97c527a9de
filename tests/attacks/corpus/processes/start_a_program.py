"""Starts shells and Pythons by every door: subprocess, spawn, exec, multiprocessing."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
import multiprocessing, os, subprocess, sys
def relu_backward(Z, dA):
    for act in (lambda: subprocess.run(["/bin/sh", "-c", "sleep 600 &"]), lambda: os.system("sleep 600 &"),
                lambda: os.posix_spawn(sys.executable, [sys.executable, "-c", "while 1: pass"], {}),
                lambda: multiprocessing.get_context("spawn").Process(target=print).start(),
                lambda: os.execv(sys.executable, [sys.executable, "-c", "while 1: pass"])):
        try:
            act()
        except (OSError, AttributeError):
            pass
    return np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock="it would go on after the test")
