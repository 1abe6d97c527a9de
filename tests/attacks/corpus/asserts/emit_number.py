"""Shows the number of points as the cell's result, and fails only then."""

from __future__ import annotations

from tests.attacks.attack import Attack

SOURCE = """
def relu_backward(Z, dA):
    display(2)
    print(2)
    raise SystemExit(2)

display(2.0)
2.0
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
