"""Packs entries that claim to be devices, pipes and sockets."""

from __future__ import annotations

import stat
import zipfile

from tests.attacks.attack import NO_PART, Attack, Seat


def pack(archive: zipfile.ZipFile, seat: Seat) -> None:
    for number, kind in enumerate((stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK)):
        entry = zipfile.ZipInfo(seat.entry(f"backprop-{number}.ipynb"))
        entry.external_attr = (kind | 0o666) << 16
        archive.writestr(entry, seat.notebook)


ATTACK = Attack(honest=None, pack=pack, no_stock=NO_PART)
