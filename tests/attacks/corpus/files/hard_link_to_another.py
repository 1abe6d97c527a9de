"""Hands in a second name of another student's notebook."""

from __future__ import annotations

import os

from tests.attacks.attack import NO_MARKS, Attack, Seat


def place(seat: Seat) -> None:
    seat.home.mkdir(parents=True)
    os.link(seat.victim, seat.path)


ATTACK = Attack(honest=None, place=place, no_stock=NO_MARKS)
