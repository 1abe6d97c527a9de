"""Blocks all signals in the kernel's mask, and waits."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
import signal
def relu_backward(Z, dA):
    signal.pthread_sigmask(signal.SIG_SETMASK, range(1, 65))
    signal.sigwait([signal.SIGUSR1])
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock="it never ends")
