from __future__ import annotations

import sys
from pathlib import Path

import pytest

import course
from grader.build.kernel import ThisInterpreter, environment


def test_own_interpreter() -> None:
    """Is the kernel this interpreter, whatever a user has installed under the name python3?"""
    assert ThisInterpreter().get_kernel_spec("python3").argv[0] == sys.executable


def test_environment_is_fixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a variable of the user's stay outside, and is all that makes runs differ set?"""
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setenv("SECRET_TOKEN", "x")
    found = environment(tmp_path, static=True)
    assert "MPLBACKEND" not in found and "SECRET_TOKEN" not in found
    assert (found["COURSE_STATIC"], found["PYTHONHASHSEED"], found["OMP_NUM_THREADS"]) == ("1", "0", "1")
    assert found["HOME"] == str(tmp_path)
    assert "COURSE_STATIC" not in environment(tmp_path, static=False)


def test_same_course(tmp_path: Path) -> None:
    """Will the kernel import the course that stands here, not that of another clone?"""
    path = Path(environment(tmp_path, static=True)["PYTHONPATH"])
    assert (path / "course" / "__init__.py").samefile(course.__file__)
