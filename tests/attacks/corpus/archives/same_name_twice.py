"""Packs two entries under one name: readers differ on which they see."""

from __future__ import annotations

import warnings
import zipfile

from tests.attacks.attack import NO_PART, Attack, Seat


def pack(archive: zipfile.ZipFile, seat: Seat) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(seat.entry(), seat.notebook)
        archive.writestr(seat.entry(), seat.notebook + b" ")


ATTACK = Attack(honest=None, pack=pack, no_stock=NO_PART)
