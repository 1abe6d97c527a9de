"""Calls exit() and quit() and raises SystemExit wherever it can."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
import sys
def relu_backward(Z, dA):
    sys.exit(0)
exit()
quit()
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
