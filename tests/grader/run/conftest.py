"""One class, graded once a session by the real thing; tests that change it get a copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.grader.run.classes import GradedClass, graded, new_class


@pytest.fixture(scope="session")
def graded_class() -> GradedClass:
    """A class of six, graded under bubblewrap with two processes. Not to be changed."""
    return graded()


@pytest.fixture
def folder(graded_class: GradedClass, tmp_path: Path) -> Path:
    """A copy of the graded class."""
    return Path(shutil.copytree(graded_class.folder, tmp_path / "class"))


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A class to which nothing was handed in."""
    return new_class(tmp_path / "class")
