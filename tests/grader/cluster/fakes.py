"""A dask client of our own making: workers that do what a test says, at once and in this thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from distributed import KilledWorker

from grader.judge.judge import Task
from grader.run.pool import Outcome
from grader.run.station import Declined, fitness

Behaviour = Callable[[Task, str], Any]


class FakeFuture:
    """Ended as soon as it is made, unless nobody is there to end it."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.cancelled = False

    def add_done_callback(self, tell: Callable[[Any], None]) -> None:
        if self.answer is not None:
            tell(self)

    def result(self) -> Any:
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer

    def cancel(self) -> None:
        self.cancelled = True


class FakeClient:
    """Its ``workers`` map address to threads; ``unfit`` says what a worker answers when it is asked."""

    def __init__(self, behaviour: Behaviour, **workers: int) -> None:
        self.workers = workers
        self.unfit: dict[str, Any] = {}
        self.sent: list[tuple[str, str]] = []
        """Student and worker, in order."""
        self.asked: list[str] = []
        self.given_up: list[FakeFuture] = []
        self._behaviour = behaviour

    def nthreads(self) -> dict[str, int]:
        return dict(self.workers)

    def run(self, function: Any, *arguments: Any, workers: list[str], on_error: str) -> dict[str, Any]:
        assert function is fitness and on_error == "return"
        self.asked += workers
        return {worker: self.unfit.get(worker, "") for worker in workers}

    def submit(self, function: Any, task: Task, *, workers: list[str], pure: bool) -> FakeFuture:
        assert workers and not pure
        self.sent.append((task.student, workers[0]))
        return FakeFuture(self._behaviour(task, workers[0]))

    def cancel(self, futures: list[FakeFuture]) -> None:
        self.given_up += futures


def honest(task: Task, worker: str) -> Outcome:
    """An outcome that names the student."""
    return Outcome(None, task.student)


def deadly(task: Task, worker: str) -> Any:
    """Whoever gets a student named fatal is lost."""
    return KilledWorker(task.student, None, 3) if task.student.startswith("fatal") else honest(task, worker)


def full(task: Task, worker: str) -> Any:
    """The first worker's disk is full."""
    return Declined(worker, "its disk is full") if worker == "first" else honest(task, worker)
