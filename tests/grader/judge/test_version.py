from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import course
import grader
from grader.judge import version
from grader.judge.version import code_digest, spec_version


@pytest.fixture
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Copies of both rooms, which a test may change."""
    for name, package in (("course", course), ("grader", grader)):
        assert package.__file__ is not None
        shutil.copytree(Path(package.__file__).parent, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(version, "ROOM", tmp_path / "course")
    monkeypatch.setattr(version, "GRADER", tmp_path / "grader")
    yield tmp_path
    code_digest.cache_clear()


def digest() -> str:
    code_digest.cache_clear()
    return code_digest()


@pytest.mark.parametrize(
    "path",
    [
        "course/answers.py",
        "course/exercises/backprop/relu.py",
        "course/doctor/patterns.py",
        "course/grading/grade.py",
        "course/gradcheck/numeric.py",
        "course/losses.py",
        "grader/build/cells.py",
        "grader/judge/plan.py",
        "grader/sandbox/session.py",
        "grader/worker/cells.py",
    ],
)
def test_a_change_in_what_decides_marks_changes_the_version(rooms: Path, path: str) -> None:
    """Would results stand that another version of the judging code gave?"""
    before = digest()
    (rooms / path).write_text((rooms / path).read_text() + "# changed\n")
    assert digest() != before


def test_a_change_in_what_only_shows_does_not(rooms: Path) -> None:
    """Is a class not judged again because a figure or a page changed?"""
    before = digest()
    for path in ("course/plots/style.py", "grader/show.py", "course/cards.py"):
        (rooms / path).write_text((rooms / path).read_text() + "# changed\n")
    assert digest() == before


def test_the_version_depends_on_the_release() -> None:
    """Is each release's version its own, short enough for a result file, and the same on every call?"""
    assert spec_version(b"a") == spec_version(b"a") != spec_version(b"b")
    assert len(spec_version(b"a")) == 16
