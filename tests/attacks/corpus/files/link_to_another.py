"""Hands in a symbolic link to another student's notebook."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack, Seat


def place(seat: Seat) -> None:
    seat.home.mkdir(parents=True)
    seat.path.symlink_to(seat.victim)


ATTACK = Attack(honest=None, place=place, no_stock=NO_MARKS)
