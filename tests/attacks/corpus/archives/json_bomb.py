"""Packs a notebook whose JSON is nested a hundred thousand deep."""

from __future__ import annotations

import zipfile

from tests.attacks.attack import NO_PART, Attack, Seat


def pack(archive: zipfile.ZipFile, seat: Seat) -> None:
    archive.writestr(seat.entry(), b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")


ATTACK = Attack(honest=None, pack=pack, no_stock=NO_PART)
