"""Packs a symbolic link to the source notebook, and a file to be written through a linked folder."""

from __future__ import annotations

import stat
import zipfile

from tests.attacks.attack import NO_PART, Attack, Seat


def pack(archive: zipfile.ZipFile, seat: Seat) -> None:
    link = zipfile.ZipInfo(seat.entry())
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(link, str(seat.folder / "source" / "07_backprop" / "backprop.ipynb"))


ATTACK = Attack(honest=None, pack=pack, no_stock=NO_PART)
