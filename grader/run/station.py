"""What a worker of a cluster does: say whether it may judge at all, and judge one submission that was sent to it.

It is the same judge as at home, with the same warm slot behind it. The worker's own folder takes the student views.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from distributed import get_worker

from grader.errors import GraderError, RefusedError
from grader.judge.judge import Judgement, Task
from grader.judge.version import code_digest
from grader.run.pool import PATIENCE, Outcome, judge_safely
from grader.sandbox.bwrap import require
from grader.sandbox.slot import Kind

AGAIN = 1.0
"""Seconds between two alarms, for the first may have come where an error is caught."""


@dataclass(frozen=True)
class Declined:
    """A worker that can judge nothing, whatever is sent to it, and why."""

    worker: str
    reason: str


class OutOfTimeError(GraderError):
    """Raised into a thread that judges for too long; it has no arguments, as Python asks of what is raised so."""

    def __str__(self) -> str:
        return "it took too long to judge; the exercise may be at fault"


def fitness(digest: str, sandbox: Kind) -> str:
    """Why this machine may not judge; empty if it may. ``digest`` is that of the code at home."""
    if code_digest() != digest:
        return (
            "expected the version of the course from which grader grade was started, got another. "
            "Try: install that one there, then start the worker again"
        )
    try:
        if sandbox == "bwrap":
            require()
    except RefusedError as error:
        return str(error)
    return ""


def judge_here(task: Task) -> Outcome | Declined:
    """Judge ``task`` on this worker; what is the machine's fault, not the submission's, makes it decline."""
    worker = get_worker()
    here = replace(task, scratch=Path(worker.local_directory) / "views")
    try:
        with alarm(PATIENCE):
            outcome = judge_safely(here)
    except OutOfTimeError as error:
        outcome = Outcome(None, f"the judge failed: {error}")
    except RefusedError as error:
        return Declined(worker.address, str(error))
    if outcome.judgement is None:
        return outcome
    # The inputs on which points were lost are found again by `grader replay`: they need not travel.
    return Outcome(Judgement(outcome.judgement.result, {}))


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise `OutOfTimeError` in this thread after so many seconds, and again and again from then on.

    Signals, which the pool at home uses, reach a process's main thread alone; a worker judges in another.
    """
    thread, over = ctypes.c_ulong(threading.get_ident()), threading.Event()

    def watch() -> None:
        wait = seconds
        while not over.wait(wait):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(OutOfTimeError))
            wait = AGAIN

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
        ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, None)  # one that is still on its way
