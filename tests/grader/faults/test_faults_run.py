"""Twenty runs in a row, each killed -9 at a random moment, with real judges and sandboxes; then a plain one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.grader.faults.conftest import SEED
from tests.grader.faults.nursery import Nursery
from tests.grader.faults.states import State, assert_what_is_there_is_whole, state
from tests.grader.judge.lesson import as_bytes, release, solved
from tests.grader.run.classes import TRANSPOSED, new_class, submit

KILLS = 20
TRIES = 3 * KILLS
PATIENCE = 120.0


@dataclass(frozen=True)
class Survived:
    """What was found after each kill, and at the end."""

    undisturbed: State
    stood: tuple[int, ...]
    end: State


@pytest.fixture(scope="module")
def survived(tmp_path_factory: pytest.TempPathFactory) -> Survived:
    """A class of three, graded anew again and again: by a run that is killed with its judges, or without them."""
    home = tmp_path_factory.mktemp("run")
    calm, shaken = new_class(home / "calm"), new_class(home / "shaken")
    for folder in (calm, shaken):
        submit(folder, "ada", solved())
        submit(folder, "bob", solved(linear_backward=TRANSPOSED))
        submit(folder, "cyd", as_bytes(release()))
    rng = np.random.default_rng(20)
    with Nursery() as nursery:

        def run(folder: Path, *more: str, after: int = 0, seconds: float = PATIENCE, whole: bool = False) -> Any:
            arguments = ["grade", str(folder), *SEED, *more]
            return nursery.ask("kill_after", arguments=arguments, results=after, seconds=seconds, whole=whole)

        first = run(calm)
        assert first["status"] == 0
        length, stood = first["seconds"], list[int]()
        for number in range(TRIES):
            if len(stood) == KILLS:
                break
            # Results, not seconds, say how far a run is on a busy machine. Ahead of the first there is the start,
            # between two there is little; a run that ended before its moment is tried again.
            after = len(stood) % 3
            seconds = rng.random() * length * (0.02 if after else 0.8)
            ended = run(shaken, "--fresh", after=after, seconds=seconds, whole=number % 2 == 0)
            if ended["status"] == -9:
                stood.append(assert_what_is_there_is_whole(shaken))
            else:
                assert ended["status"] == 0
                length = min(length, ended["seconds"])
        assert run(shaken)["status"] == 0
    return Survived(state(calm), tuple(stood), state(shaken))


def test_as_many_kills_as_promised_came_in_the_middle_of_a_run(survived: Survived) -> None:
    """Did they all hit a run at work, and did they find it at different places?"""
    assert len(survived.stood) == KILLS
    assert len(set(survived.stood)) > 1


def test_a_plain_run_afterwards_ends_as_an_undisturbed_one(survived: Survived) -> None:
    """Are results, gradebook and notebooks the same but for timings, with nothing half-written?"""
    assert survived.end == survived.undisturbed
    assert len(survived.end["results"]) == 3
    assert survived.end["half-written"] == []
