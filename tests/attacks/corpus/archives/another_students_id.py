"""Names its file so that it counts as the upload of another student."""

from __future__ import annotations

import zipfile

from tests.attacks.attack import NO_PART, ZEROS, Attack, Seat


def pack(archive: zipfile.ZipFile, seat: Seat) -> None:
    archive.writestr(f"mallory_{seat.victim.parents[1].name}_9_backprop.ipynb", seat.notebook)


ATTACK = Attack(honest=None, answers=ZEROS, pack=pack, no_stock=NO_PART)
