"""Packs entries under absolute names, of Unix and of Windows."""

from __future__ import annotations

import zipfile

from tests.attacks.attack import NO_PART, Attack, Seat


def pack(archive: zipfile.ZipFile, seat: Seat) -> None:
    for start in (f"{seat.folder}/submitted/", "/", "C:/", "//server/share/", "..\\", "\\"):
        archive.writestr(start + seat.entry(), seat.notebook)


ATTACK = Attack(honest=None, pack=pack, no_stock=NO_PART)
