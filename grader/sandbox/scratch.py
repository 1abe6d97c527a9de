"""The folder of a session without namespaces: made empty, and removed whatever was done to it."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path


def make() -> Path:
    """A new folder, for this user alone."""
    return Path(tempfile.mkdtemp(prefix="worker-"))


def remove(folder: Path) -> None:
    """Remove ``folder`` with all that is in it; what the system will not let go of stays.

    Nothing here calls itself: a student can nest folders deeper than Python's stack and longer than any path may be.
    """
    with contextlib.suppress(OSError):
        folder.chmod(0o700)
        _unlink_files(folder)
        while inner := [entry.path for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False)]:
            for place in inner:
                _flatten(Path(place), folder)
        folder.rmdir()


def _flatten(place: Path, top: Path) -> None:
    """Remove ``place``, after its own folders were moved up to ``top``, where their paths are short."""
    place.chmod(0o700)
    _unlink_files(place)
    for entry in list(os.scandir(place)):
        inner = Path(entry.path)
        inner.chmod(0o700)  # a folder that cannot be written cannot be moved
        inner.rename(top / secrets.token_hex(16))
    place.rmdir()


def _unlink_files(place: Path) -> None:
    for entry in list(os.scandir(place)):
        if not entry.is_dir(follow_symlinks=False):
            Path(entry.path).unlink()
