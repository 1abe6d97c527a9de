"""States sizes in its headers that are far below what the entry unpacks to."""

from __future__ import annotations

import zipfile

from tests.attacks.attack import NO_PART, Attack, Seat


def pack(archive: zipfile.ZipFile, seat: Seat) -> None:
    archive.writestr(seat.entry(), b" " * (40 << 20), zipfile.ZIP_DEFLATED)
    archive.infolist()[-1].file_size = 100


ATTACK = Attack(honest=None, pack=pack, no_stock=NO_PART)
