"""Renames its notebook to a formula with terminal codes."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack, Seat


def place(seat: Seat) -> None:
    seat.home.mkdir(parents=True)
    (seat.home / "=1+1\x1b[31m\u202e.ipynb").write_bytes(seat.notebook)


ATTACK = Attack(honest={}, place=place, no_stock=NO_MARKS)
