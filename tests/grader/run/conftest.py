"""One class, graded once a session by the real thing; tests that change it get a copy."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.run.grade import Graded, Options, grade_class
from tests.grader.run.classes import SEED, everyone, new_class, submit


@dataclass(frozen=True)
class GradedClass:
    folder: Path
    graded: list[Graded]


@pytest.fixture(scope="session")
def graded_class(tmp_path_factory: pytest.TempPathFactory) -> GradedClass:
    """A class of six, graded under bubblewrap with two processes. Not to be changed."""
    folder = new_class(tmp_path_factory.mktemp("graded") / "class")
    for student, data in everyone().items():
        submit(folder, student, data)
    return GradedClass(folder, list(grade_class(folder, Options(seed=SEED))))


@pytest.fixture
def folder(graded_class: GradedClass, tmp_path: Path) -> Path:
    """A copy of the graded class."""
    return Path(shutil.copytree(graded_class.folder, tmp_path / "class"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A class to which nothing was handed in."""
    return new_class(tmp_path / "class")
