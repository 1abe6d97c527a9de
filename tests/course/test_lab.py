from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from course import lab
from course.errors import ChainRuleError, InputError
from course.lab import copy_lessons, lessons_folder


@pytest.fixture
def lessons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two lessons and a syllabus, with what Jupyter leaves behind."""
    folder = tmp_path / "lessons"
    for name in ("01_one/one.ipynb", "02_two/two.ipynb", "README.md", "01_one/.ipynb_checkpoints/one.ipynb"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"new {name}")
    monkeypatch.setattr(lab, "lessons_folder", lambda: folder)
    return folder


ALL = (Path("01_one/one.ipynb"), Path("02_two/two.ipynb"), Path("README.md"))


@pytest.mark.usefixtures("lessons")
def test_first_copy(tmp_path: Path) -> None:
    """Does a student get every lesson, the folder made for it, and nothing that Jupyter left?"""
    report = copy_lessons(tmp_path / "deep" / "mine")
    assert (report.copied, report.kept) == (ALL, ())
    found = {path.relative_to(report.to) for path in report.to.rglob("*") if path.is_file()}
    assert found == set(ALL)
    assert (report.to / ALL[0]).read_text() == "new 01_one/one.ipynb"


@pytest.mark.usefixtures("lessons")
def test_work_is_never_overwritten(tmp_path: Path) -> None:
    """Is a file with work in it kept, and what is missing added?"""
    mine = tmp_path / "mine"
    copy_lessons(mine)
    (mine / ALL[0]).write_text("my work")
    (mine / ALL[1]).unlink()
    report = copy_lessons(mine)
    assert (report.copied, report.kept) == ((ALL[1],), (ALL[0], ALL[2]))
    assert (mine / ALL[0]).read_text() == "my work"
    assert report.lines() == [f"copied {ALL[1]}", "kept 2 files that were there already"]


@pytest.mark.usefixtures("lessons")
def test_links_are_not_followed(tmp_path: Path) -> None:
    """Is a link that stands in a lesson's place left alone, with what it points to?"""
    mine = tmp_path / "mine"
    (mine / "01_one").mkdir(parents=True)
    (mine / ALL[0]).symlink_to(tmp_path / "nowhere")
    assert ALL[0] in copy_lessons(mine).kept
    assert not (tmp_path / "nowhere").exists()


def test_refused(tmp_path: Path, lessons: Path) -> None:
    """Is a target that is a file, or the lessons themselves, refused?"""
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="DIR: expected a folder, got the file"):
        copy_lessons(tmp_path / "file")
    for target in (lessons, lessons / "01_one" / ".." / "mine"):
        with pytest.raises(InputError, match="expected a folder for your own copies"):
            copy_lessons(target)


def test_where_lessons_are(tmp_path: Path) -> None:
    """Are the lessons found beside the package, else with the installed one, and is their absence said?"""
    clone, installed = tmp_path / "lessons", tmp_path / "share"
    with pytest.raises(ChainRuleError, match="expected the lessons beside the package or installed with it"):
        lessons_folder((clone, installed))
    for place in (installed, clone):
        (place / "01_one").mkdir(parents=True)
        (place / "01_one" / "one.ipynb").touch()
        assert lessons_folder((clone, installed)) == place


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, as the test sends it."""


class HalfWritten:
    """A file whose first write is cut short."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def write(self, content: bytes) -> int:
        self.file.write(content[:3])
        raise Interrupted

    def __enter__(self) -> HalfWritten:
        return self

    def __exit__(self, *error: object) -> None:
        self.file.close()


@pytest.mark.usefixtures("lessons")
def test_an_interrupted_copy_leaves_no_half_lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After Ctrl-C in the middle of a file, does the next run copy that lesson whole?"""
    opened: Callable[..., Any] = Path.open

    def cut_short(path: Path, *how: Any, **more: Any) -> Any:
        file = opened(path, *how, **more)
        return HalfWritten(file) if "xb" in how else file

    with monkeypatch.context() as patch, pytest.raises(Interrupted):
        patch.setattr(Path, "open", cut_short)
        copy_lessons(tmp_path / "mine")
    assert copy_lessons(tmp_path / "mine").copied == ALL
    assert (tmp_path / "mine" / ALL[0]).read_text() == "new 01_one/one.ipynb"
