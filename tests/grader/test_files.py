from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import files
from grader.errors import ClassFolderError
from grader.files import check_name, write_atomically


@pytest.mark.parametrize("name", ["", ".", "..", ".git", "a/b", "a\\b", "a\x00b", "a\nb", "é" * 101])
def test_refuses_names_that_are_more_than_one_plain_step(name: str) -> None:
    """Is a name that could lead elsewhere refused, with a way out in the message?"""
    with pytest.raises(ClassFolderError, match="Try: a name without slashes"):
        check_name(name)


@given(st.text(max_size=60))
def test_a_checked_name_stays_in_its_folder(name: str) -> None:
    """Does every name that passes stay one step below its folder?"""
    try:
        checked = check_name(name)
    except (ClassFolderError, UnicodeEncodeError):
        return
    assert (Path("/class") / checked).parent == Path("/class")


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is there after a write that failed half-way?"""
    path = tmp_path / "new" / "file.json"
    write_atomically(path, b"old")

    def full(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(path.parent.iterdir()) == [path]
