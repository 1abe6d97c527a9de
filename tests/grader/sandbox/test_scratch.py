from __future__ import annotations

import os
from pathlib import Path

from grader.sandbox import scratch

DEPTH = 1500


def test_a_new_folder_is_empty_and_private() -> None:
    """Is it this user's alone?"""
    folder = scratch.make()
    assert list(folder.iterdir()) == []
    assert folder.stat().st_mode & 0o777 == 0o700
    scratch.remove(folder)
    assert not folder.exists()


def test_everything_in_it_goes_and_nothing_else(tmp_path: Path) -> None:
    """Are files, locked folders and links removed, and what a link leads to left alone?"""
    (tmp_path / "mine").write_text("kept")
    folder = tmp_path / "scratch"
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "file").touch()
    (folder / "a" / "b" / "link").symlink_to(tmp_path)
    (folder / "link").symlink_to(tmp_path / "mine")
    (folder / "nowhere").symlink_to("nowhere")
    os.mkfifo(folder / "pipe")
    (folder / "a" / "b").chmod(0)
    (folder / "a").chmod(0)
    folder.chmod(0)
    scratch.remove(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_folders_deeper_than_the_stack_go(tmp_path: Path) -> None:
    """Is a tree removed that is deeper than Python can recurse and longer than a path may be?"""
    folder = tmp_path / "scratch"
    folder.mkdir()
    here = os.open(folder, os.O_RDONLY)
    for _ in range(DEPTH):
        os.mkdir("deeper", dir_fd=here)
        below = os.open("deeper", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    scratch.remove(folder)
    assert not folder.exists()


def test_a_folder_that_is_gone_is_no_error(tmp_path: Path) -> None:
    """Does removing twice raise nothing?"""
    scratch.remove(tmp_path / "never")
