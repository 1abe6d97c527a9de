"""Names that can be trusted in a path, files that are never seen half-written, a lock that dies with its holder."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.errors import ClassFolderError

MAX_NAME_BYTES = 200
"""Below the 255 that file systems allow, so that '.json' and the like still fit behind a name."""
PART = ".part-"
"""How the name of a file begins that is still being written."""


def check_name(name: str) -> str:
    """Return ``name`` if it can be one step of a path and nothing more; else raise `ClassFolderError`."""
    control = any(ord(character) < 32 or character in "/\\\x7f" for character in name)
    try:
        length = len(os.fsencode(name))
    except UnicodeEncodeError:  # half of a letter: no file system takes it
        length = 0
    if not 0 < length <= MAX_NAME_BYTES or name.startswith(".") or control:
        raise ClassFolderError(
            f"expected a plain folder name, got {name[:80]!r}. Try: a name without slashes, control "
            f"characters or a leading dot, at most {MAX_NAME_BYTES} bytes long"
        )
    return name


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` (folders made on the way) so that no reader and no crash sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=PART, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), 0o644)  # mkstemp's 0600 would hide it from a colleague in the group
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException as error:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno and error.filename is None:  # what writing raises names none
            error.filename = str(path)
        raise


def sweep(folder: Path) -> None:
    """Take away what a killed `write_atomically` left in ``folder``. Only for whoever alone writes there."""
    for part in folder.glob(f"{PART}*"):
        part.unlink(missing_ok=True)


@contextmanager
def alone(path: Path, refusal: str) -> Iterator[None]:
    """Hold the lock file ``path``; the system lets go of it when the process ends, however it ends.

    Raises
    ------
    ClassFolderError
        With ``refusal``, if another process holds it.
    """
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ClassFolderError(refusal) from None
        yield
