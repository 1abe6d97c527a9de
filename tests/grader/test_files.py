from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import files
from grader.errors import ClassFolderError
from grader.files import alone, check_name, sweep, write_atomically


@pytest.mark.parametrize("name", ["", ".", "..", ".git", "a/b", "a\\b", "a\x00b", "a\nb", "é" * 101, "a\ud800"])
def test_refuses_names_that_are_more_than_one_plain_step(name: str) -> None:
    """Is a name that could lead elsewhere refused, with a way out in the message?"""
    with pytest.raises(ClassFolderError, match="Try: a name without slashes"):
        check_name(name)


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_a_checked_name_stays_in_its_folder(name: str) -> None:
    """Does every name that passes stay one step below its folder?"""
    try:
        checked = check_name(name)
    except ClassFolderError:
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


def test_a_full_disk_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the error of a write say which file it was, though the system's own does not?"""
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space") as caught:
        write_atomically(tmp_path / "file.json", b"new")
    assert caught.value.filename == str(tmp_path / "file.json")


def test_sweeping_takes_what_a_killed_write_left_and_nothing_else(tmp_path: Path) -> None:
    """Is only a half-written file taken away, and a folder that is not there no trouble?"""
    for name in (".part-abc", "part-abc", "file.json"):
        (tmp_path / name).touch()
    sweep(tmp_path)
    sweep(tmp_path / "none")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file.json", "part-abc"]


def test_one_holds_a_lock_and_whoever_is_killed_lets_go(tmp_path: Path) -> None:
    """Is the second refused with the words given, the third let in, and a lock of a dead process no lock?"""
    hold = "import sys, pathlib, grader.files as f\nwith f.alone(pathlib.Path(sys.argv[1]), ''):\n print('held')"
    command = [sys.executable, "-u", "-c", f"{hold}\n input()", str(tmp_path / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(ClassFolderError, match="is at it"), alone(tmp_path / "lock", "somebody is at it"):
            pass
        holder.kill()
    with alone(tmp_path / "lock", "never said"):
        assert (tmp_path / "lock").is_file()
