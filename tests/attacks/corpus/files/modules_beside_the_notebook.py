"""Hands in a numpy.py, a course.py and a sitecustomize.py beside its notebook."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack, Seat

COURSE = """
def check(*anything):
    return 2
"""


def place(seat: Seat) -> None:
    seat.home.mkdir(parents=True)
    seat.path.write_bytes(seat.notebook)
    for name in ("sitecustomize", "usercustomize", "course"):
        (seat.home / f"{name}.py").write_text(COURSE)


ATTACK = Attack(answers=ZEROS, place=place)
