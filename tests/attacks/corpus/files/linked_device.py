"""Hands in a link to a device that never ends."""

from __future__ import annotations

from tests.attacks.attack import Attack, Seat


def place(seat: Seat) -> None:
    seat.home.mkdir(parents=True)
    seat.path.symlink_to("/dev/zero")


ATTACK = Attack(honest=None, place=place, no_stock="it never ends")
