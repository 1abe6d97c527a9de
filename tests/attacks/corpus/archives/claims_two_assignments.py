"""Packs a notebook of fifty thousand marks, each of which names a question."""

from __future__ import annotations

import json
import zipfile

from tests.attacks.attack import NO_PART, Attack, Seat


def pack(archive: zipfile.ZipFile, seat: Seat) -> None:
    mark = {"metadata": {"nbgrader": {"grade_id": "relu_backward_code"}}, "cell_type": "code", "source": ""}
    text = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [mark] * 50_000})
    archive.writestr(seat.entry(), text.encode(), zipfile.ZIP_DEFLATED)


ATTACK = Attack(honest=None, pack=pack, no_stock=NO_PART)
