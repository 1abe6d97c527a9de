"""Hands in source that is nested so deep that parsers give up or fall over."""

from __future__ import annotations

from tests.attacks.attack import Attack

ATTACK = Attack(answers={"relu_backward": "x = " + "(" * 5000 + "0" + ")" * 5000})
