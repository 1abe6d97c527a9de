"""Renames its notebook to a script."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack, Seat
from tests.grader.samples import MARK


def place(seat: Seat) -> None:
    seat.home.mkdir(parents=True)
    (seat.home / f"<img src=x onerror={MARK}>.ipynb").write_bytes(seat.notebook)


ATTACK = Attack(honest={}, place=place, no_stock=NO_MARKS)
