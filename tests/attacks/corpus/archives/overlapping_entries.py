"""Lets ten thousand names of its directory point to one and the same large entry."""

from __future__ import annotations

import copy
import zipfile

from tests.attacks.attack import NO_PART, Attack, Seat


def pack(archive: zipfile.ZipFile, seat: Seat) -> None:
    archive.writestr(seat.entry(), b" " * (900 << 10), zipfile.ZIP_DEFLATED)
    whole = archive.infolist()[-1]
    for number in range(10_000):
        twin = copy.copy(whole)
        twin.filename = twin.orig_filename = seat.entry(f"backprop-{number}.ipynb")
        archive.filelist.append(twin)


ATTACK = Attack(honest=None, pack=pack, no_stock=NO_PART)
