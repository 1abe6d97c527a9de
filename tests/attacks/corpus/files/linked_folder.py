"""Makes the folder of its submission a link to the source folder."""

from __future__ import annotations

from tests.attacks.attack import Attack, Seat


def place(seat: Seat) -> None:
    seat.home.parent.mkdir(parents=True)
    seat.home.symlink_to(seat.folder / "source" / "07_backprop")


ATTACK = Attack(honest=None, place=place)
