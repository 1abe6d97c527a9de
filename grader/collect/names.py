"""Whose file is this? The LMS says so in the name that it gives each entry of the archive.

    Canvas   lovelaceada_LATE_1815_90210_backprop-1.ipynb       user 1815, upload 90210, second version
    Moodle   Ada Lovelace_1815_assignsubmission_file_/backprop.ipynb       participant 1815
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

_CANVAS = re.compile(r"(?P<name>[^/]+?)_(?P<late>LATE_)?(?P<id>[0-9]{1,20})_(?P<upload>[0-9]{1,20})_(?P<file>[^/]+)")
_MOODLE = re.compile(r"(?P<name>[^/]+?)_(?P<id>[0-9]{1,20})_assignsubmission_file_?/?(?P<file>.+)")
_VERSION = re.compile(r"(?P<stem>.+?)-(?P<version>[0-9]{1,4})")


@dataclass(frozen=True)
class Sender:
    """What an entry's name tells."""

    name: str
    """The student's name as the LMS writes it."""
    id: str
    """Canvas's user id or Moodle's participant id."""
    stem: str
    """The file's own name without '.ipynb' and without Canvas's version."""
    order: tuple[int, int]
    """Later uploads of one student compare greater: the upload's number, then the version behind the name."""
    late: bool = False
    """Whether Canvas marked it as late; Moodle's archives do not say."""


def sender_of(entry: str) -> Sender | None:
    """Read an entry's name, None if no LMS wrote it. A folder around the whole archive does not matter."""
    parts = PurePosixPath(entry).parts
    for start in range(len(parts)):
        name = "/".join(parts[start:])
        if found := _MOODLE.fullmatch(name):
            return _sender(found, upload=0)
        if start == len(parts) - 1 and (found := _CANVAS.fullmatch(name)):
            return _sender(found, upload=int(found["upload"]))
    return None


def _sender(found: re.Match[str], upload: int) -> Sender:
    stem = PurePosixPath(found["file"]).stem
    version = _VERSION.fullmatch(stem)
    order = (upload, int(version["version"]) if version else 0)
    late = bool(found.groupdict().get("late"))
    return Sender(found["name"], found["id"], version["stem"] if version else stem, order, late)
