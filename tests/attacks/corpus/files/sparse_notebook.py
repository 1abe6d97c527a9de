"""Hands in a file that claims a hundred gigabytes."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack, Seat


def place(seat: Seat) -> None:
    seat.home.mkdir(parents=True)
    with seat.path.open("wb") as file:
        file.truncate(100 << 30)


ATTACK = Attack(honest=None, place=place, no_stock=BRINGS_DOWN)
