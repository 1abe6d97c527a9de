"""Hands in a folder under the notebook's name."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack, Seat


def place(seat: Seat) -> None:
    seat.path.mkdir(parents=True)
    (seat.path / "backprop.ipynb").write_bytes(seat.notebook)


ATTACK = Attack(honest=None, place=place, no_stock=NO_MARKS)
