from __future__ import annotations

import errno
import multiprocessing
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from grader.errors import GraderError, RefusedError, SandboxMissingError, UnreadableSubmissionError
from grader.judge.judge import Judgement, Task
from grader.run import pool
from grader.run.pool import AHEAD, ENDED, Outcome, judge_all, judge_safely
from tests.grader.run.work import by_name, patient, task


def run(*students: str, jobs: int = 2, scratch: Path = Path()) -> dict[str, str]:
    """Student to the reason that came back; every student exactly once."""
    tasks = ((student, task(student, scratch)) for student in students)
    found = [(key, outcome.reason) for key, outcome in judge_all(tasks, jobs, by_name)]
    assert Counter(key for key, _ in found) == Counter(students)
    return dict(found)


def test_every_key_gets_its_own_outcome_though_some_processes_die(tmp_path: Path) -> None:
    """Is a task given up that ends its process even alone, one saved that ended it once, all others judged?"""
    mixed = ["once", "a", "b", "c", "d", "fatal", "e"]
    found = run(*mixed, scratch=tmp_path)
    assert found == {name: ENDED if name.startswith("fatal") else name for name in mixed}
    assert multiprocessing.active_children() == []


def test_no_task_is_lost_that_the_pool_breaks_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a task judged that was taken from the class just when the pool was found to be broken?"""
    class Breaks(ProcessPoolExecutor):
        """Breaks on the third task, as if a process had died while the second one's result was recorded."""

        count = 0

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            if by_name in args:
                Breaks.count += 1
                if Breaks.count == 3:
                    raise BrokenProcessPool("a process died")
            return super().submit(fn, *args, **kwargs)

    monkeypatch.setattr(pool, "ProcessPoolExecutor", Breaks)
    assert run("a", "b", "c", "d", jobs=1) == {name: name for name in "abcd"}


def test_the_class_is_read_no_further_ahead_than_needed() -> None:
    """Are submissions read only when a process is about to be free, so that memory stays flat?"""
    taken = 0

    def tasks() -> Iterator[tuple[int, Task]]:
        nonlocal taken
        for number in range(12):
            taken += 1
            yield number, task(f"s{number}")

    for done, _ in enumerate(judge_all(tasks(), 1, by_name)):
        assert taken - done <= AHEAD
    assert taken == 12


def test_closing_half_way_leaves_no_process(tmp_path: Path) -> None:
    """Does a run that is stopped end at once, with its judges, even if one of them would go on for ever?"""
    pairs = [(s, task(s, tmp_path)) for s in ("a", "endless", "b", "c")]
    with closing(judge_all(iter(pairs), 1, by_name)) as outcomes:  # type: ignore[type-var]
        assert next(outcomes)[0] == "a"
    assert multiprocessing.active_children() == []
    assert all(not Path("/proc", pid.name).exists() for pid in tmp_path.iterdir())


def test_a_judge_that_is_stuck_costs_one_submission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the class finish though the judging itself of one submission would never end?"""
    monkeypatch.setattr(pool, "PATIENCE", 0.5)
    pairs = [(s, task(s, tmp_path)) for s in ("a", "endless", "b")]
    found = {key: outcome.reason for key, outcome in judge_all(pairs, 1, patient)}
    assert found == {"a": "a", "endless": "it took too long to judge; the exercise may be at fault", "b": "b"}


def test_an_empty_class_gives_nothing() -> None:
    """Is an empty class no error?"""
    assert list(judge_all(iter(()), 2, by_name)) == []


def test_a_refusal_stops_the_run() -> None:
    """Is a sandbox that is gone told as such, and not written to each student's account?"""
    with pytest.raises(RefusedError, match="not here"):
        run("no-sandbox")
    assert multiprocessing.active_children() == []


def test_a_machine_on_which_no_judge_starts_grades_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a machine's fault not taken for a class of bad submissions?"""
    def breaks(*arguments: Any, **settings: Any) -> Any:
        raise BrokenProcessPool("no process starts")

    monkeypatch.setattr(ProcessPoolExecutor, "submit", breaks)
    with pytest.raises(GraderError, match="do not start on this machine"):
        run("a")


@pytest.mark.parametrize(
    ("raised", "reason"),
    [
        (UnreadableSubmissionError("it is a link"), "it is a link"),
        (GraderError("the worker did not start"), "the judge failed: GraderError: the worker did not start"),
        (ZeroDivisionError("by us"), "the judge failed: ZeroDivisionError: by us"),
    ],
)
def test_whatever_goes_wrong_with_one_submission_is_its_reason(
    monkeypatch: pytest.MonkeyPatch, raised: Exception, reason: str
) -> None:
    """Can a fault of the judge's own, met on one submission, stop the class?"""
    def fails(task: Task) -> Judgement:
        raise raised

    monkeypatch.setattr(pool, "judge", fails)
    assert judge_safely(task("a")) == Outcome(None, reason)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EMFILE, errno.EROFS, errno.ENOMEM])
def test_a_machine_that_has_run_out_is_nobodys_reason(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Is a full disk told as such, and not a class of submissions that could not be graded?"""
    def fails(task: Task) -> Judgement:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(pool, "judge", fails)
    with pytest.raises(RefusedError, match=os.strerror(number)):
        judge_safely(task("a"))


def test_another_fault_of_the_system_is_one_submissions_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does one file that cannot be read not stop the class?"""
    def fails(task: Task) -> Judgement:
        raise FileNotFoundError(errno.ENOENT, "gone")

    monkeypatch.setattr(pool, "judge", fails)
    assert judge_safely(task("a")).reason == "the judge failed: FileNotFoundError: [Errno 2] gone"


def test_a_missing_sandbox_is_nobodys_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a refusal pass through, so that the run can end with exit code 2?"""
    def fails(task: Task) -> Judgement:
        raise SandboxMissingError("gone")

    monkeypatch.setattr(pool, "judge", fails)
    with pytest.raises(SandboxMissingError):
        judge_safely(task("a"))
