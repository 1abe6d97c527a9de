"""Names that can be trusted in a path, and files that are never seen half-written."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from grader.errors import ClassFolderError

MAX_NAME_BYTES = 200
"""Below the 255 that file systems allow, so that '.json' and the like still fit behind a name."""


def check_name(name: str) -> str:
    """Return ``name`` if it can be one step of a path and nothing more; else raise `ClassFolderError`."""
    control = any(ord(character) < 32 or character in "/\\\x7f" for character in name)
    if not name or name.startswith(".") or control or len(os.fsencode(name)) > MAX_NAME_BYTES:
        raise ClassFolderError(
            f"expected a plain folder name, got {name[:80]!r}. Try: a name without slashes, control "
            f"characters or a leading dot, at most {MAX_NAME_BYTES} bytes long"
        )
    return name


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` (folders made on the way) so that no reader and no crash sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".part-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), 0o644)  # mkstemp's 0600 would hide it from a colleague in the group
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
