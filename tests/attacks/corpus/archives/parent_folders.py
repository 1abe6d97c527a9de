"""Packs entries whose names lead out of their folder, to the gradebook and to another's submission."""

from __future__ import annotations

import zipfile

from tests.attacks.attack import NO_PART, Attack, Seat


def pack(archive: zipfile.ZipFile, seat: Seat) -> None:
    archive.writestr(f"../{seat.entry()}", seat.notebook)
    archive.writestr(f"mallory_{seat.student}_1_../../../gradebook.db", b"owned")
    archive.writestr(f"a/../../../{seat.entry()}", seat.notebook)


ATTACK = Attack(honest=None, pack=pack, no_stock=NO_PART)
