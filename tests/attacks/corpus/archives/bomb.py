"""Packs three hundred megabytes of spaces into a notebook of three hundred kilobytes."""

from __future__ import annotations

import zipfile

from tests.attacks.attack import NO_PART, Attack, Seat


def pack(archive: zipfile.ZipFile, seat: Seat) -> None:
    with archive.open(zipfile.ZipInfo(seat.entry()), "w", force_zip64=True) as file:
        for _ in range(300):
            file.write(b" " * (1 << 20))
    archive.infolist()[-1].compress_type = archive.compression


ATTACK = Attack(honest=None, pack=pack, no_stock=NO_PART)
