"""Replaces the shell's namespace by a dict that gives another function to whoever asks twice."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
class Lies(dict):
    def __contains__(self, name):
        return True
    def __getitem__(self, name):
        return (lambda *a: "full marks") if name == "relu_backward" else dict.__getitem__(self, name)

def relu_backward(Z, dA):
    return np.zeros_like(Z)

shell = get_ipython()
shell.user_ns = Lies(shell.user_ns)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
