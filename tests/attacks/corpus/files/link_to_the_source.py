"""Hands in a symbolic link to the source notebook, with all solutions."""

from __future__ import annotations

from tests.attacks.attack import Attack, Seat


def place(seat: Seat) -> None:
    seat.home.mkdir(parents=True)
    seat.path.symlink_to(seat.folder / "source" / "07_backprop" / "backprop.ipynb")


ATTACK = Attack(honest=None, place=place)
