"""A run that is killed -9, at moments spread over all of it and at those that matter most; then a plain one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.grader.faults.conftest import SEED
from tests.grader.faults.nursery import Nursery
from tests.grader.faults.states import State, assert_what_is_there_is_whole, state

KILLED = -9
MOMENTS = 20
DRAWN = np.random.default_rng(5).random(MOMENTS)

Copy = Callable[..., Path]


@pytest.fixture(scope="module")
def length(
    handed_in: Path, nursery: Nursery, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, int]:
    """How many function calls an undisturbed run makes: on a new class, and where all is to be done again."""
    folder = tmp_path_factory.mktemp("length") / "class"
    nursery.ask("copy", source=str(handed_in), to=str(folder))
    return {kind: nursery.grade(folder, *SEED, "--fresh", kill_at=0)["calls"] for kind in ("new", "graded")}


@pytest.mark.parametrize("kind", ["new", "graded"])
@pytest.mark.parametrize("part", range(MOMENTS // 2))
def test_a_kill_at_any_moment_loses_nothing(
    part: int, kind: str, length: dict[str, int], a_class: Copy, nursery: Nursery, undisturbed: State
) -> None:
    """After a kill at a random moment of each tenth of a run: is what is there whole, and a plain run right?"""
    folder = a_class(kind)
    moment = int((part + DRAWN[part]) / (MOMENTS // 2) * length[kind] * 0.99)
    assert nursery.grade(folder, *SEED, "--fresh", kill_at=moment)["status"] == KILLED
    assert_what_is_there_is_whole(folder)
    assert nursery.grade(folder, *SEED)["status"] == 3
    assert state(folder) == undisturbed


@pytest.mark.parametrize(
    ("place", "time"),
    [
        ("grader.recorder:Recorder._record", 2),
        ("grader.marks:score", 11),
        ("grader.autograded:write", 2),
        ("grader.results:write", 2),
        ("grader.files:os.fsync", 1),
        ("grader.files:os.fsync", 3),
        ("grader.files:os.fsync", 4),
        ("pathlib:os.replace", 2),
    ],
    ids=[
        "before the transaction", "in the transaction", "between gradebook and notebook",
        "between notebook and result", "in the first notebook", "in the second notebook", "in the second result",
        "before a result is put in its place",
    ],
)
@pytest.mark.parametrize("kind", ["new", "graded"])
def test_a_recorder_that_is_killed_as_it_writes_loses_nothing(
    place: str, time: int, kind: str, a_class: Copy, nursery: Nursery, undisturbed: State
) -> None:
    """Killed in the middle of a transaction, of a file, or between two of them: does a plain run mend it all?"""
    folder = a_class(kind)
    assert nursery.grade(folder, *SEED, "--fresh", kill_in=place, time=time)["status"] == KILLED
    stood = assert_what_is_there_is_whole(folder)
    assert stood <= {"new": 1, "graded": 4}[kind]
    assert nursery.grade(folder, *SEED)["status"] == 3
    assert state(folder) == undisturbed


def test_a_killed_run_leaves_parts_and_the_next_takes_them_away(
    a_class: Copy, nursery: Nursery, undisturbed: State
) -> None:
    """Is the file that was being written found under a name that nobody reads, and gone after a plain run?"""
    folder = a_class("new")
    nursery.grade(folder, *SEED, kill_in="grader.files:os.fsync", time=3)
    assert len(state(folder)["half-written"]) == 1
    nursery.grade(folder, *SEED)
    assert undisturbed["half-written"] == state(folder)["half-written"] == []
