"""Who gets which work, and what becomes of it, with a made-up client: no process, no network."""

from __future__ import annotations

from typing import Any

import pytest

from grader.errors import RefusedError
from grader.run import cluster, crew
from grader.run.cluster import _until_done
from grader.run.crew import Crew
from grader.run.pool import AHEAD, ENDED, Outcome
from tests.grader.cluster.fakes import FakeClient, deadly, full, honest
from tests.grader.run.work import task

SEVEN = [*"abc", "fatal", *"de", "fatal too"]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the workers each time, and wait for nobody."""
    monkeypatch.setattr(crew, "TICK", 0.0)
    monkeypatch.setattr(cluster, "TICK", 0.0)
    monkeypatch.setattr(crew, "GRACE", 0.0)


def run(client: Any, *students: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Student and reason of each outcome, and the students under whom too many workers were lost."""
    going = _until_done(client, Crew(client, "tcp://home", "bwrap"), iter([(s, task(s)) for s in students]))
    found = []
    try:
        while True:
            key, outcome = next(going)
            found.append((key, outcome.reason))
    except StopIteration as stop:
        return found, [key for key, _ in stop.value]


def test_each_task_gives_its_outcome_once() -> None:
    """Do all keys come back with their own outcomes, and is each worker asked once?"""
    client = FakeClient(honest, first=1, second=2)
    assert run(client, *SEVEN) == ([(name, name) for name in SEVEN], [])
    assert client.asked == ["first", "second"]


def test_a_task_under_which_workers_are_lost_is_set_apart() -> None:
    """Are the others judged, and are the two that ended their workers returned for another try alone?"""
    found, suspects = run(FakeClient(deadly, first=1), *SEVEN)
    assert suspects == ["fatal", "fatal too"]
    assert [key for key, _ in found] == [*"abcde"]


def test_a_task_that_ends_workers_even_alone_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is it sent a second time with nothing beside it, and then an outcome with a reason?"""
    client: Any = FakeClient(deadly, first=1)
    monkeypatch.setattr(cluster, "Client", lambda *a, **k: client)
    client.close = lambda timeout: None
    found = dict(cluster.judge_on("tcp://home", [(name, task(name)) for name in SEVEN]))
    assert found == {name: Outcome(None, ENDED if name.startswith("fatal") else name) for name in SEVEN}
    assert [student for student, _ in client.sent] == [*SEVEN, "fatal", "fatal too"]


def test_what_a_worker_declines_goes_to_another(caplog: pytest.LogCaptureFixture) -> None:
    """Once a worker says that it cannot go on, is its work done elsewhere, and is it left alone from then on?"""
    client = FakeClient(full, first=1, second=1)
    found, suspects = run(client, *SEVEN)
    assert sorted(found) == sorted((name, name) for name in SEVEN)
    assert suspects == []
    assert [worker for _, worker in client.sent].count("first") <= 2 * AHEAD
    assert "first judges nothing: its disk is full" in caplog.messages


def test_where_all_decline_the_run_refuses() -> None:
    """Does it end with the reason, rather than go round for ever?"""
    with pytest.raises(RefusedError, match="its disk is full"):
        run(FakeClient(full, first=1), "a")


def test_work_that_waits_for_workers_who_are_gone_is_sent_again() -> None:
    """Is a task that only a lost worker might have had given to one that came since?"""
    def lost(task: Any, worker: str) -> Any:
        if worker == "first":
            client.workers = {"second": 1}
            return None  # no answer, ever
        return honest(task, worker)

    client = FakeClient(lost, first=1)
    assert run(client, "a") == ([("a", "a")], [])
    assert client.sent == [("a", "first"), ("a", "second")]


def test_without_any_worker_the_run_refuses_and_says_how_to_start_one() -> None:
    """Is there an end to the waiting?"""
    with pytest.raises(RefusedError, match="dask worker tcp://home"):
        run(FakeClient(honest), "a")


def test_a_worker_that_went_away_while_it_was_asked_is_asked_again() -> None:
    """Is a lost connection no answer that counts against a worker?"""
    client = FakeClient(honest, first=1, second=1)
    client.unfit["first"] = OSError("gone")
    assert run(client, *"abc")[0] == [("a", "a"), ("b", "b"), ("c", "c")]
    assert client.asked.count("first") > 1
    assert {worker for _, worker in client.sent} == {"second"}


def test_what_cannot_even_begin_is_no_submissions_fault() -> None:
    """Does an error from the cluster itself end the run, with what to try, and take back what was sent?"""
    client = FakeClient(lambda task, worker: ModuleNotFoundError("no grader here"), first=1)
    with pytest.raises(RefusedError, match=r"no grader here.*the same version of chainrule"):
        run(client, "a", "b")
    assert len(client.given_up) == 1
