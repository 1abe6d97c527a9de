"""Makes its student folder a link to another student's."""

from __future__ import annotations

from tests.attacks.attack import Attack, Seat


def place(seat: Seat) -> None:
    seat.home.parent.symlink_to(seat.victim.parents[1])


ATTACK = Attack(honest=None, place=place)
