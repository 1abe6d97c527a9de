"""Student folders whose names cannot stand in a gradebook or in a path."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.run.grade import Options, grade_class
from tests.grader.judge.lesson import as_bytes, solved
from tests.grader.run.classes import new_class, submit

BAD = ["<img src=x>", "=1+1", "a" * 230]


@pytest.mark.parametrize("name", BAD)
def test_a_strange_name_costs_only_itself(tmp_path: Path, name: str) -> None:
    """Is a student with an impossible folder name refused with a reason, before anything is judged?"""
    folder = tmp_path / "class"
    new_class(folder)
    submit(folder, name, as_bytes(solved()))
    (one,) = grade_class(folder, Options(jobs=1, sandbox="none"))
    assert one.result.not_graded is not None
    assert "folder name" in one.result.not_graded
    assert one.result.score == 0.0
