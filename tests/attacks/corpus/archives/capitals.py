"""Packs two entries that are one file where capitals do not count."""

from __future__ import annotations

import zipfile

from tests.attacks.attack import NO_PART, Attack, Seat


def pack(archive: zipfile.ZipFile, seat: Seat) -> None:
    archive.writestr(seat.entry("Backprop.ipynb"), seat.notebook)
    archive.writestr(seat.entry("backprop.ipynb"), seat.notebook)


ATTACK = Attack(honest=None, pack=pack, no_stock=NO_PART)
