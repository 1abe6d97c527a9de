"""Packs an entry that claims a way of packing that does not exist."""

from __future__ import annotations

import zipfile

from tests.attacks.attack import NO_PART, Attack, Seat


def pack(archive: zipfile.ZipFile, seat: Seat) -> None:
    archive.writestr(seat.entry(), seat.notebook)
    archive.infolist()[-1].compress_type = 99


ATTACK = Attack(honest=None, pack=pack, no_stock=NO_PART)
