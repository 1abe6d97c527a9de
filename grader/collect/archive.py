"""An archive from a stranger, read so that it can do nothing but be read.

No entry is ever unpacked under its own name. Names are still checked: an entry that tries to leave its folder
was not made by an LMS. Sizes are counted while the bytes stream; what the archive's header claims is not believed.
"""

from __future__ import annotations

import stat
import unicodedata
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from grader.errors import RefusedError, UnreadableSubmissionError

MIB = 2**20


@dataclass(frozen=True)
class Caps:
    """What an archive may cost."""

    entry_bytes: int = 20 * MIB
    total_bytes: int = 4096 * MIB
    entries: int = 20_000
    ratio: int = 200
    """Unpacked over packed size; counted from ``free_bytes`` on, for small files of spaces are innocent."""
    free_bytes: int = MIB


class Archive:
    """A ZIP file, opened for reading alone. Use it as a context manager."""

    def __init__(self, path: Path, caps: Caps) -> None:
        """Raise `RefusedError` if ``path`` is no ZIP file, or one with too many entries."""
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise RefusedError(f"expected a ZIP file from Canvas or Moodle at {path}, got: {error}") from None
        self._caps = caps
        self._read = 0
        self.entries = [entry for entry in self._zip.infolist() if not entry.is_dir() or _odd(entry)]
        if len(self._zip.infolist()) > caps.entries:
            self._zip.close()
            raise RefusedError(f"expected at most {caps.entries} entries in {path}, got more")
        self._folded = Counter(_fold(entry.filename) for entry in self.entries)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def check(self, entry: zipfile.ZipInfo) -> None:
        """Raise `UnreadableSubmissionError` if the entry is of a kind or has a name that no LMS gives."""
        name = entry.orig_filename
        problem = _name_problem(name) or _kind_problem(entry)
        if problem is None and self._folded[_fold(entry.filename)] > 1:
            problem = "another entry has the same name, or differs from it in capitals alone"
        if problem is not None:
            raise UnreadableSubmissionError(problem)

    def read(self, entry: zipfile.ZipInfo) -> bytes:
        """Return the entry's bytes. Raise `UnreadableSubmissionError` as soon as one of the caps is passed."""
        chunks, size = list[bytes](), 0
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(65_536):
                    size += len(chunk)
                    self._read += len(chunk)
                    self._count(entry, size)
                    chunks.append(chunk)
        except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise UnreadableSubmissionError(f"damaged in the archive ({error})") from None
        return b"".join(chunks)

    def _count(self, entry: zipfile.ZipInfo, size: int) -> None:
        if size > self._caps.entry_bytes:
            raise UnreadableSubmissionError(f"larger than {self._caps.entry_bytes // MIB} MiB unpacked")
        if size > self._caps.free_bytes and size > self._caps.ratio * max(1, entry.compress_size):
            raise UnreadableSubmissionError(f"packed more than {self._caps.ratio} times smaller: a bomb")
        if self._read > self._caps.total_bytes:
            raise UnreadableSubmissionError(f"the archive is larger than {self._caps.total_bytes // MIB} MiB")


def _odd(entry: zipfile.ZipInfo) -> bool:
    """Folders are no submissions and are passed over, unless they claim to be something else as well."""
    return _name_problem(entry.orig_filename) is not None


def _name_problem(name: str) -> str | None:
    parts = name.removesuffix("/").split("/")
    if any(ord(character) < 32 or character == "\x7f" for character in name):
        return "a control character in its name"
    if name.startswith("/") or "\\" in name or (len(name) > 1 and name[1] == ":"):
        return "an absolute path, or one of another system"
    if any(part in ("", ".", "..") for part in parts):
        return "a path that leaves its folder"
    if any(len(part.encode("utf-8", "surrogatepass")) > 255 for part in parts):
        return "a name of more than 255 bytes"
    return None


def _kind_problem(entry: zipfile.ZipInfo) -> str | None:
    mode = entry.external_attr >> 16
    kind = stat.S_IFMT(mode)
    if stat.S_ISLNK(mode):
        return "a link"
    if kind not in (0, stat.S_IFREG):
        return "neither a file nor a folder"
    if entry.flag_bits & 0x1:
        return "encrypted"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "packed in an unusual way"
    return None


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().rstrip(". ")
