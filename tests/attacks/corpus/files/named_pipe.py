"""Hands in a pipe under the notebook's name: whoever opens it waits for ever."""

from __future__ import annotations

import os

from tests.attacks.attack import Attack, Seat


def place(seat: Seat) -> None:
    seat.home.mkdir(parents=True)
    os.mkfifo(seat.path)


ATTACK = Attack(honest=None, place=place, no_stock="it waits for ever")
