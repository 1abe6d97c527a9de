from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import pytest

from course.grading.calls import Reply
from grader.judge import runner
from grader.judge.runner import LEFT_OUT, MAX_DEATHS, Runner
from grader.results import FOR_INSTRUCTOR
from grader.sandbox.limits import Limits
from grader.sandbox.session import CellReply


class Clock:
    """Time that passes only when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Worker:
    """A stand-in for a session: 'die' ends it, 'slow' takes 10 s; 'later' dies and 'snail' is slow on replay.

    'gone' ends it each time as a process ends that is killed, 'unlucky' the first time alone, 'hapless' the second
    time alone, 'doomed' each time but the first.
    """

    lost = False
    started: ClassVar[list[Worker]] = []
    clock: ClassVar[Clock]

    def __init__(self, view: Path, **settings: Any) -> None:
        assert view == Path("view")
        assert settings == {"sandbox": "bwrap", "limits": Limits()}
        self.alive, self.ran, self.events = True, list[str](), ("no seccomp here",)
        self.again = bool(Worker.started)
        Worker.started.append(self)

    def _take(self, text: str) -> bool:
        self.ran.append(text)
        assert self.alive, "a session that has ended was asked"
        if "slow" in text or ("snail" in text and self.again):
            Worker.clock.now += 10
        second = Worker.started.index(self) == 1
        self.lost = "gone" in text or ("unlucky" in text and not self.again) or ("hapless" in text and second)
        self.lost = self.lost or ("doomed" in text and self.again)
        self.alive = "die" not in text and not self.lost and not ("later" in text and self.again)
        return self.alive

    def run(self, source: str) -> CellReply:
        return CellReply("ok") if self._take(source) else CellReply("crashed", "ended")

    def call(self, function: str, args: Any) -> Reply:
        return Reply("ok", args) if self._take(function) else Reply("timeout", error="ended")

    def close(self) -> None:
        self.alive = False


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Runner:
    """A runner on made-up workers with 30 s of made-up time."""
    Worker.started, Worker.clock = [], Clock()
    monkeypatch.setattr(runner, "monotonic", Worker.clock)
    start: Any = Worker
    return Runner(Path("view"), sandbox="bwrap", limits=Limits(), budget_seconds=30, start=start)


def test_one_worker_serves_a_notebook_that_behaves(opened: Runner) -> None:
    """Is no second process started without need, and none at all before the first cell?"""
    assert Worker.started == []
    with opened as run:
        assert run.run("a").status == "ok"
        assert run.call("f", {"x": 1}).value == {"x": 1}
    assert [worker.ran for worker in Worker.started] == [["a", "f"]]
    assert not Worker.started[0].alive, "leaving the runner ends its worker"
    assert list(opened.events) == ["no seccomp here"]


def test_a_cell_that_kills_the_worker_is_not_run_again(opened: Runner) -> None:
    """Do the cells before it run again in a fresh worker, and does the fatal one stay out?"""
    opened.run("a")
    assert opened.run("die").status == "crashed"
    opened.run("b")
    assert [worker.ran for worker in Worker.started] == [["a", "die"], ["a", "b"]]
    assert list(opened.events) == ["no seccomp here"], "said once, though two workers said it"


def test_a_call_that_kills_the_worker_leaves_all_cells_to_be_replayed(opened: Runner) -> None:
    """Is the state after a fatal call what it was before it?"""
    opened.run("a")
    opened.run("b")
    assert opened.call("die", {}).status == "timeout"
    assert opened.call("f", {}).status == "ok"
    assert [worker.ran for worker in Worker.started] == [["a", "b", "die"], ["a", "b", "f"]]


def test_what_a_lost_worker_was_at_is_tried_once_more(opened: Runner) -> None:
    """Does a worker that somebody else ended cost nothing but an event for the instructor, in a cell and a call?"""
    opened.run("a")
    assert opened.run("unlucky").status == "ok"
    assert [worker.ran for worker in Worker.started] == [["a", "unlucky"], ["a", "unlucky"]]
    assert [event for event in opened.events if event.startswith(FOR_INSTRUCTOR)] == [
        f"{FOR_INSTRUCTOR}a process ended while a cell was run, and not the second time"
    ]
    Worker.started.clear()
    opened._close()
    opened._kept.clear()
    assert opened.call("unlucky", {}).status == "ok"
    assert f"{FOR_INSTRUCTOR}a process ended while unlucky was called, and not the second time" in opened.events


def test_what_ends_its_worker_twice_is_not_tried_a_third_time(opened: Runner) -> None:
    """Is an answer that ends its process asked twice, and a cell that does left out, without an event?"""
    opened.run("a")
    assert opened.call("gone", {}).status == "timeout"
    assert opened.run("gone too").status == "crashed"
    assert opened.run("b").status == "ok"
    assert [worker.ran[-1] for worker in Worker.started] == ["gone", "gone", "gone too", "gone too", "b"]
    assert not [event for event in opened.events if event.startswith(FOR_INSTRUCTOR)]
    assert opened._kept == ["a", "b"]


def test_no_worker_is_started_that_nobody_asks(opened: Runner) -> None:
    """Is the next worker started only when there is something to do for it?"""
    opened.run("a")
    opened.run("die")
    assert len(Worker.started) == 1


def test_a_cell_that_dies_on_replay_alone_is_left_out(opened: Runner) -> None:
    """Is a cell that works at first and ends every later worker dropped, and nothing else with it?"""
    for source in ("a", "later", "b"):
        opened.run(source)
    opened.call("die", {})
    assert opened.call("f", {}).status == "ok"
    assert [worker.ran for worker in Worker.started[1:]] == [["a", "later"], ["a", "b", "f"]]
    assert opened.deaths == 2
    assert LEFT_OUT in opened.events


def test_a_replay_whose_worker_is_lost_begins_again(opened: Runner) -> None:
    """Does a worker that somebody else ended in the middle of a replay cost no cell and leave no event?"""
    for source in ("a", "hapless", "b"):
        opened.run(source)
    opened.call("die", {})
    assert opened.call("f", {}).status == "ok"
    assert [worker.ran for worker in Worker.started[1:]] == [["a", "hapless"], ["a", "hapless", "b", "f"]]
    assert list(opened.events) == ["no seccomp here"]


def test_a_cell_on_which_two_replays_are_lost_is_left_out(opened: Runner) -> None:
    """Is a cell dropped, and that told, which ends each worker but the first as a killed process ends?"""
    for source in ("a", "doomed", "b"):
        opened.run(source)
    opened.call("die", {})
    assert opened.call("f", {}).status == "ok"
    assert [worker.ran for worker in Worker.started[1:]] == [["a", "doomed"], ["a", "doomed"], ["a", "b", "f"]]
    assert LEFT_OUT in opened.events


def test_of_equal_cells_the_one_that_died_is_left_out(opened: Runner) -> None:
    """Does dropping a cell drop that very one, and not an equal cell above it?"""
    opened._kept = ["a", "b", "a"]
    Worker.started.append(Worker(Path("view"), sandbox="bwrap", limits=Limits()))
    opened._replay(_dies_at(3))
    assert opened._kept == ["a", "b"]


def _dies_at(number: int) -> Any:
    worker = Worker(Path("view"), sandbox="bwrap", limits=Limits())
    take = worker._take

    def count(text: str) -> bool:
        worker.alive = take(text) and len(worker.ran) < number
        return worker.alive

    worker._take = count  # type: ignore[method-assign]
    return worker


def test_a_spent_budget_ends_in_timeouts(opened: Runner) -> None:
    """Is nothing run any more when the time is up, and is that told once?"""
    for _ in range(4):
        opened.run("slow")
    assert len(Worker.started[0].ran) == 4
    assert opened.run("a").status == "timeout"
    assert opened.call("f", {}) == Reply("timeout", error="the submission has used up its 30 s")
    assert len(Worker.started[0].ran) == 4
    assert [event for event in opened.events if "30 s" in event] == [
        "the submission has used up its 30 s; what came after was not asked, and counts as out of time"
    ]


def test_a_replay_ends_with_the_budget(opened: Runner) -> None:
    """Can cells that are slow only when they run again hold up the class?"""
    for number in range(100):
        opened.run(f"snail {number}")
    opened.call("die", {})
    assert opened.call("f", {}).status == "timeout"
    assert Worker.clock.now < 50
    assert not Worker.started[1].alive


def test_a_notebook_that_ends_its_worker_too_often_is_not_asked_on(opened: Runner) -> None:
    """Does a notebook that kills every worker come to an end, and is that told?"""
    for _ in range(MAX_DEATHS + 1):
        assert opened.call("die", {}).error == "ended"
    assert opened.call("f", {}) == Reply("timeout", error="the submission has ended its process 41 times")
    assert len(Worker.started) == MAX_DEATHS + 1
    assert any("41 times" in event for event in opened.events)


def test_replays_that_die_one_after_another_come_to_an_end(opened: Runner) -> None:
    """Are a thousand cells that die only on replay bounded by the same count?"""
    for number in range(1000):
        opened.run(f"later {number}")
    opened.call("die", {})
    assert opened.call("f", {}).status == "timeout"
    assert len(Worker.started) == MAX_DEATHS + 1
