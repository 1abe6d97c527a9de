"""The real lessons, each run at most once as a student first sees it and once with its own solutions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader.build.choices import keys_path
from grader.build.execute import execute
from grader.build.lessons import Lesson, lessons_of
from grader.build.release import release_notebook
from grader.build.source import read_source

ROOT = Path(__file__).resolve().parents[2]
SOLUTIONS, LESSONS = ROOT / "solutions", ROOT / "lessons"
NAMES = sorted(path.parent.name for path in SOLUTIONS.glob("*/*.py"))


@dataclass(frozen=True)
class Runs:
    """One lesson: its files, and its runs, made when first asked for."""

    lesson: Lesson

    @cached_property
    def source(self) -> Any:
        """The source notebook."""
        return read_source(self.lesson.source)

    @cached_property
    def stored(self) -> Any:
        """The lesson in the repository."""
        return nbformat.read(self.lesson.notebook, as_version=4)

    @cached_property
    def fresh(self) -> Any:
        """The release, executed as it is."""
        return execute(release_notebook(self.source))

    @cached_property
    def solved(self) -> Any:
        """The source, executed with its solutions."""
        return execute(self.source, keys=keys_path(self.lesson.source))


@cache
def runs_of(name: str) -> Runs:
    (lesson,) = (lesson for lesson in lessons_of(SOLUTIONS, LESSONS) if lesson.name == name)
    return Runs(lesson)


# One worker of pytest-xdist for all tests of a lesson (--dist loadgroup), so that it runs once, not once a worker.
@pytest.fixture(params=[pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in NAMES])
def runs(request: pytest.FixtureRequest) -> Runs:
    """Each lesson in turn."""
    return runs_of(request.param)


@pytest.fixture
def runs_by_name() -> Callable[[str], Runs]:
    """One lesson by its name."""
    return runs_of


@pytest.fixture
def lessons_folder() -> Path:
    """The folder of the lessons in this repository."""
    return LESSONS
