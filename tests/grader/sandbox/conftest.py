"""Sessions for the tests: one that is shared where nothing breaks it, and fresh ones."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.sandbox.limits import Limits
from grader.sandbox.session import Session, open_session
from grader.sandbox.slot import Kind
from grader.sandbox.view import student_view

Open = Callable[..., Session]


def below() -> dict[int, str]:
    """Every process below this one, by its number, with the time when it started: a number may be used again."""
    parents: dict[int, int] = {}
    started: dict[int, str] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry.name)], started[int(entry.name)] = int(fields[1]), fields[19]
    found = {os.getpid()}
    for _ in range(6):
        found |= {child for child, parent in parents.items() if parent in found}
    return {number: started[number] for number in found - {os.getpid()}}


@pytest.fixture
def family() -> Callable[[], dict[int, str]]:
    """The function `below`."""
    return below


@pytest.fixture(scope="session")
def view(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student view that withholds one module more than always."""
    return student_view(frozenset({"course.perceptron"}), tmp_path_factory.mktemp("views"))


@pytest.fixture(scope="module")
def shared(view: Path) -> Iterator[Session]:
    """A session under bubblewrap for tests that leave it alive. Without bubblewrap they fail, as they must."""
    with open_session(view, sandbox="bwrap", limits=Limits()) as session:
        yield session


@pytest.fixture
def fresh(view: Path) -> Iterator[Open]:
    """``fresh()`` opens a session, with limits of one's own; all are closed at the end."""
    opened: list[Session] = []

    def one(kind: Kind = "bwrap", **limits: float) -> Session:
        opened.append(open_session(view, sandbox=kind, limits=Limits(**limits)))  # type: ignore[arg-type]
        return opened[-1]

    yield one
    for session in opened:
        session.close()
