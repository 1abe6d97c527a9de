"""Hands in a second name of the source notebook: a hard link, which looks like a file of its own."""

from __future__ import annotations

import os

from tests.attacks.attack import Attack, Seat


def place(seat: Seat) -> None:
    seat.home.mkdir(parents=True)
    os.link(seat.folder / "source" / "07_backprop" / "backprop.ipynb", seat.path)


ATTACK = Attack(honest=None, place=place)
