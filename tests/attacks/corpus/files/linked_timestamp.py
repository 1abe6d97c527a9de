"""Puts a link beside its notebook where the time of submission is read, to a file that is none of its business."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, ZEROS, Attack, Seat


def place(seat: Seat) -> None:
    seat.home.mkdir(parents=True)
    seat.path.write_bytes(seat.notebook)
    (seat.home / "timestamp.txt").symlink_to(seat.folder / "notes.md")


ATTACK = Attack(answers=ZEROS, place=place, no_stock=NO_MARKS)
