"""Ends in a way that leaves a core file with all of its memory."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
import os, resource
def relu_backward(Z, dA):
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except (ValueError, OSError):
        pass
    os.abort()
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
