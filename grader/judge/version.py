"""The version of what decides marks: a digest of the judging code, the specs and the assignment.

A result carries it, so that a second run of `grader grade` knows which results still stand.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

import course
import grader
from course.exercises.keys import Keys

ROOM = Path(course.__file__).parent
SHOWING = ("cards.py", "cli.py", "lab.py", "plots", "shell.py", "widgets")
"""What of the course decides no mark; all else may, since specs and answers call it."""
GRADER = Path(grader.__file__).parent
DECIDING_IN_GRADER = ("build/cells.py", "judge", "sandbox", "worker")


@cache
def code_digest() -> str:
    """A digest over every file that can change a mark."""
    digest = sha256()
    deciding = sorted(path.name for path in ROOM.iterdir() if path.name not in SHOWING)
    for room, names in ((ROOM, deciding), (GRADER, DECIDING_IN_GRADER)):
        for name in names:
            path = room / name
            for file in sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.suffix == ".py" else []:
                digest.update(str(file.relative_to(room)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def spec_version(release: bytes, keys: Keys | None = None) -> str:
    """The version for one assignment, from the bytes of its release notebook and the keys of its choices."""
    said = sorted((name, key.answer, sorted(key.wrong.items())) for name, key in (keys or {}).items())
    return sha256(code_digest().encode() + release + (repr(said).encode() if said else b"")).hexdigest()[:16]
