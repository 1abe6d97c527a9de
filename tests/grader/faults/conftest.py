"""A small class, what an undisturbed run makes of it, and a nursery of runs that may be killed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.grader.faults.nursery import Nursery
from tests.grader.faults.states import State, state
from tests.grader.judge.lesson import as_bytes, release, solved
from tests.grader.run.classes import BROKEN, TRANSPOSED, new_class, submit

SEED = ("--seed", "11")


@pytest.fixture(scope="session")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of four that nobody graded yet. Not to be changed."""
    folder = new_class(tmp_path_factory.mktemp("faults") / "class")
    submit(folder, "ada", solved())
    submit(folder, "bob", solved(linear_backward=TRANSPOSED))
    submit(folder, "Zoë", as_bytes(release()), "backprop (1).ipynb")
    submit(folder, "not-json", BROKEN)
    return folder


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Runs without a sandbox and with a judge that makes results up at once."""
    with Nursery() as warm:
        yield warm


@pytest.fixture(scope="session")
def graded_once(handed_in: Path, nursery: Nursery) -> Path:
    """The class after an undisturbed run. Not to be changed."""
    folder = Path(shutil.copytree(handed_in, handed_in.with_name("graded")))
    assert nursery.grade(folder, *SEED)["status"] == 3, "all are graded but the one that is no notebook"
    return folder


@pytest.fixture(scope="session")
def undisturbed(graded_once: Path) -> State:
    """What an undisturbed run leaves."""
    return state(graded_once)


@pytest.fixture
def a_class(handed_in: Path, graded_once: Path, tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the class: 'new', or 'graded' once without a fault."""

    def make(kind: str, name: str = "class") -> Path:
        return Path(shutil.copytree({"new": handed_in, "graded": graded_once}[kind], tmp_path / name))

    return make
