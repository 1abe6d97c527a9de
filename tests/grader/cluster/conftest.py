"""A scheduler on loopback with two workers that may judge, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.grader.cluster.machines import Machines
from tests.grader.run.classes import GradedClass, everyone, graded, new_class, submit

_numbers = count()


@pytest.fixture(scope="session")
def graded_class() -> GradedClass:
    """A class of six, graded here with two processes. Not to be changed."""
    return graded()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The same class, not graded yet."""
    folder = new_class(tmp_path / "class")
    for student, data in everyone().items():
        submit(folder, student, data)
    return folder


@pytest.fixture(scope="session")
def _machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    with Machines(tmp_path_factory.mktemp("machines")) as machines:
        yield machines


@pytest.fixture
def machines(_machines: Machines) -> Machines:
    """A scheduler with two workers; what a test ended is replaced."""
    _machines.add(*(f"fit-{next(_numbers)}" for _ in range(2 - len(_machines.workers))))
    return _machines
