from __future__ import annotations

import stat
import struct
import zipfile
from pathlib import Path

import pytest

from grader.collect.archive import MIB, Archive, Caps
from grader.errors import RefusedError, UnreadableSubmissionError


def make(path: Path, *names: str, data: bytes = b"{}", mode: int = stat.S_IFREG | 0o644) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, (2024, 1, 2, 3, 4, 6))
            entry.external_attr = mode << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return path


def reasons(path: Path, caps: Caps | None = None) -> list[str | None]:
    """Why each entry is refused, None for one that can be read."""
    found = list[str | None]()
    with Archive(path, caps or Caps()) as archive:
        for entry in archive.entries:
            try:
                archive.check(entry)
                archive.read(entry)
                found.append(None)
            except UnreadableSubmissionError as error:
                found.append(error.reason)
    return found


def test_an_ordinary_entry_is_read(tmp_path: Path) -> None:
    """Are the bytes those that were packed, and are folders passed over?"""
    path = make(tmp_path / "a.zip", "folder/", "folder/toys.ipynb", data=b"abc" * 1000)
    with Archive(path, Caps()) as archive:
        (entry,) = archive.entries
        archive.check(entry)
        assert archive.read(entry) == b"abc" * 1000


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("../toys.ipynb", "leaves its folder"),
        ("a/../../toys.ipynb", "leaves its folder"),
        ("a//toys.ipynb", "leaves its folder"),
        ("./toys.ipynb", "leaves its folder"),
        ("../", "leaves its folder"),
        ("/etc/toys.ipynb", "absolute"),
        ("C:/toys.ipynb", "absolute"),
        ("..\\toys.ipynb", "another system"),
        ("a\nb.ipynb", "control character"),
        ("é" * 128 + ".ipynb", "more than 255 bytes"),
        ("n" * 256, "more than 255 bytes"),
    ],
)
def test_names_that_no_lms_gives_are_refused(tmp_path: Path, name: str, says: str) -> None:
    """Is each such name refused with its reason?"""
    (reason,) = reasons(make(tmp_path / "a.zip", name))
    assert reason is not None and says in reason


def test_a_name_with_a_hidden_end_is_refused(tmp_path: Path) -> None:
    """Is a NUL, behind which readers stop, noticed in the name?"""
    path = make(tmp_path / "a.zip", "toys.ipynbX.exe")
    path.write_bytes(path.read_bytes().replace(b"ipynbX", b"ipynb\x00"))
    (reason,) = reasons(path)
    assert reason == "a control character in its name"


@pytest.mark.parametrize(
    ("kind", "says"),
    [(stat.S_IFLNK, "a link"), (stat.S_IFCHR, "neither"), (stat.S_IFIFO, "neither"), (stat.S_IFBLK, "neither")],
)
def test_links_and_devices_are_refused(tmp_path: Path, kind: int, says: str) -> None:
    """Is anything but a plain file refused?"""
    (reason,) = reasons(make(tmp_path / "a.zip", "toys.ipynb", mode=kind | 0o644))
    assert reason is not None and says in reason


def test_encrypted_and_oddly_packed_entries_are_refused(tmp_path: Path) -> None:
    """Is what cannot simply be read named as such?"""
    path = make(tmp_path / "a.zip", "toys.ipynb")
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(data)
    assert reasons(path) == ["encrypted"]
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("toys.ipynb", "{}")
    assert reasons(tmp_path / "b.zip") == ["packed in an unusual way"]


@pytest.mark.parametrize(
    "names", [("Toys.ipynb", "toys.ipynb"), ("é.ipynb", "e\u0301.ipynb"), ("a.ipynb", "a.ipynb.")]
)
def test_names_that_collide_are_refused_both(tmp_path: Path, names: tuple[str, str]) -> None:
    """Can one submission take another's place on a file system that folds names?"""
    found = reasons(make(tmp_path / "a.zip", *names, "other.ipynb"))
    assert found[2] is None
    assert all(reason is not None and "another entry" in reason for reason in found[:2])


def test_a_bomb_is_refused_while_it_unpacks(tmp_path: Path) -> None:
    """Are the ratio, an entry's size and the total each a limit?"""
    bomb = make(tmp_path / "a.zip", "toys.ipynb", data=bytes(30 * MIB))
    assert reasons(bomb) == ["packed more than 200 times smaller: a bomb"]
    assert reasons(bomb, Caps(ratio=10**6)) == ["larger than 20 MiB unpacked"]
    many = make(tmp_path / "b.zip", "a.ipynb", "b.ipynb", "c.ipynb", data=bytes(MIB))
    assert reasons(many, Caps(total_bytes=2 * MIB)) == [None, None, "the archive is larger than 2 MiB"]


def test_the_headers_claim_of_a_size_is_not_believed(tmp_path: Path) -> None:
    """Does a bomb that claims to be small get past the caps?"""
    path = make(tmp_path / "a.zip", "toys.ipynb", data=bytes(30 * MIB))
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        data[data.index(mark) + offset : data.index(mark) + offset + 4] = struct.pack("<I", 10)
    path.write_bytes(data)
    (reason,) = reasons(path)
    assert reason is not None and "damaged" in reason


def test_a_damaged_entry_costs_only_itself(tmp_path: Path) -> None:
    """Is the entry behind a damaged one still read?"""
    path = make(tmp_path / "a.zip", "a.ipynb", "b.ipynb", data=bytes(range(256)))
    data = bytearray(path.read_bytes())
    data[data.index(b"a.ipynb") + 9] ^= 0xFF
    path.write_bytes(data)
    first, second = reasons(path)
    assert first is not None and "damaged" in first and second is None


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    """Does the message say what was expected?"""
    path = tmp_path / "a.zip"
    path.write_text("not a zip")
    for wrong in (path, tmp_path / "none.zip", tmp_path):
        with pytest.raises(RefusedError, match="expected a ZIP file from Canvas or Moodle"):
            Archive(wrong, Caps())
    with pytest.raises(RefusedError, match="at most 2 entries"):
        Archive(make(path, "a", "b", "c"), Caps(entries=2))
