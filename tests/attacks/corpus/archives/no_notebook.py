"""Packs programs, libraries and hidden files beside a notebook with one wrong answer."""

from __future__ import annotations

import zipfile

from tests.attacks.attack import NO_PART, ZEROS, Attack, Seat


def pack(archive: zipfile.ZipFile, seat: Seat) -> None:
    archive.writestr(seat.entry(), seat.notebook)
    for name in ("numpy.py", "sitecustomize.py", "evil.pth", "conftest.py", ".netrc", "timestamp.txt"):
        archive.writestr(seat.entry(name), b"raise SystemExit(9)")


ATTACK = Attack(answers=ZEROS, pack=pack, no_stock=NO_PART)
