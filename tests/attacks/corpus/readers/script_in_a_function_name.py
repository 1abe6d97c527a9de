"""Fails in a function that has a script for a name."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack
from tests.grader.samples import HOSTILE

SOURCE = f"""
def inner():
    raise ValueError("below")
inner.__code__ = inner.__code__.replace(co_name={HOSTILE[1]!r})
inner.__name__ = {HOSTILE[1]!r}
def relu_backward(Z, dA):
    inner()
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_MARKS)
