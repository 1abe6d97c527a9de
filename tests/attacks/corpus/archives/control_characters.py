"""Packs names with terminal codes, line feeds and formulas, which a report may print."""

from __future__ import annotations

import zipfile

from tests.attacks.attack import NO_PART, Attack, Seat


def pack(archive: zipfile.ZipFile, seat: Seat) -> None:
    for name in ("\x1b[2Jbackprop.ipynb", "back\nprop.ipynb", "\u202eback.ipynb\x7f"):
        archive.writestr(seat.entry(name), seat.notebook)


ATTACK = Attack(honest=None, pack=pack, no_stock=NO_PART)
