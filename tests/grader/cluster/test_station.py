"""What runs on a worker, in this process."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from grader.errors import RefusedError, SandboxMissingError
from grader.judge.judge import Judgement, Task
from grader.judge.version import code_digest
from grader.run import station
from grader.run.pool import Outcome
from grader.run.station import Declined, OutOfTimeError, alarm, fitness, judge_here
from tests.grader.run.work import task
from tests.grader.samples import result


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Task]:
    """The tasks that the worker of this test judges: each gets a result with a detail too many."""
    seen: list[Task] = []

    def judge_safely(task: Task) -> Outcome:
        seen.append(task)
        if task.student == "endless":
            while True:
                pass
        if task.student == "full":
            raise RefusedError("no space left")
        details: Any = {"double": "the inputs on which points were lost"}
        return Outcome(Judgement(result(task.student), details))

    worker = SimpleNamespace(address="tcp://here", local_directory=str(tmp_path))
    monkeypatch.setattr(station, "get_worker", lambda: worker)
    monkeypatch.setattr(station, "judge_safely", judge_safely)
    monkeypatch.setattr(station, "PATIENCE", 0.05)
    return seen


def test_a_judgement_travels_without_its_inputs(judged: list[Task], tmp_path: Path) -> None:
    """Is the result whole, are the inputs left behind, and do student views lie in the worker's own folder?"""
    assert judge_here(task("ada", Path("home"))) == Outcome(Judgement(result("ada"), {}))
    assert judged[0].scratch.is_relative_to(tmp_path)


def test_what_is_the_machines_fault_makes_the_worker_decline(judged: list[Task]) -> None:
    """Does a full disk on one worker cost no submission its marks?"""
    assert judge_here(task("full")) == Declined("tcp://here", "no space left")


def test_a_judge_that_is_stuck_is_stopped(judged: list[Task]) -> None:
    """Does an endless loop in the judge end as that submission's reason?"""
    outcome = judge_here(task("endless"))
    assert isinstance(outcome, Outcome)
    assert outcome.reason == "the judge failed: it took too long to judge; the exercise may be at fault"


def test_the_alarm_comes_again_where_the_first_was_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """Can code that catches whatever is raised into it go on for ever?"""
    monkeypatch.setattr(station, "AGAIN", 0.01)
    caught = 0
    with pytest.raises(OutOfTimeError), alarm(0.01):
        while True:
            try:
                while True:
                    pass
            except OutOfTimeError:
                caught += 1
                if caught == 3:
                    raise
    assert caught == 3


def test_the_alarm_is_off_after_work_that_ended_in_time() -> None:
    """Is nothing raised into what the thread does next?"""
    with alarm(0.001):
        pass
    for _ in range(200_000):
        pass


def test_a_fit_worker_has_our_version_and_bubblewrap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a worker fit here, unfit with another version, unfit without bubblewrap unless none is asked for?"""
    def missing() -> None:
        raise SandboxMissingError("no program named bwrap is on the PATH.")

    assert fitness(code_digest(), "bwrap") == ""
    assert "the version of the course" in fitness("another", "none")
    monkeypatch.setattr(station, "require", missing)
    assert "apt install bubblewrap" in fitness(code_digest(), "bwrap")
    assert fitness(code_digest(), "none") == ""
