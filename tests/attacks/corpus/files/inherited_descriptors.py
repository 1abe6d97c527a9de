"""Reads from, seeks in and lists every descriptor that it was born with."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, TELL, Attack, linear, norm

FIRST = """
import os
loot = []
for number in range(256):
    try:
        os.set_blocking(number, False)
    except OSError:
        continue
    for act in (lambda: os.lseek(number, 0, 0), lambda: loot.append(os.listdir(number)),
                lambda: loot.append(os.read(number, 4096)), lambda: loot.append(os.readlink(f"/dev/fd/{number}"))):
        try:
            act()
        except OSError:
            pass
"""
ATTACK = Attack(
    honest={"relu_backward": 0.0, "squared_norm_grads": 0.0, "linear_backward": 0.0},
    first=FIRST,
    answers=TELL
    | norm("raise RuntimeError(str(loot)[:280])")
    | linear("raise RuntimeError(str(loot)[280:560])"),
    no_stock=NO_MARKS,
)
