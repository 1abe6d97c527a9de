"""Where the time of `grader grade` goes: the same steps, one submission after another in this process."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any
from unittest.mock import patch

import nbformat

from grader.judge import judge as judging
from grader.judge.judge import Task, clean_notebook
from grader.recorder import Recorder, keep
from grader.run.jobs import find_jobs, read
from grader.sandbox import warm
from grader.sandbox.session import Session
from grader.sandbox.slot import Slot

CPU = "import time as _time\ndef _processor_time():\n    return _time.process_time()"


class Account:
    """Seconds by name; what is timed inside something else counts once, where it happened."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._inner = [0.0]

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Time the block under this name."""
        start = perf_counter()
        self._inner.append(0.0)
        yield
        taken = perf_counter() - start
        self.seconds[name] += taken - self._inner.pop()
        self._inner[-1] += taken

    def of(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function`` with its time under this name."""

        def timed(*args: Any, **kwargs: Any) -> Any:
            with self(name):
                return function(*args, **kwargs)

        return timed


def measure(folder: Path) -> tuple[Account, float, int]:
    """The account, the sessions' own processor time in seconds, and how many submissions there were."""
    account, own = Account(), [0.0]
    close = Session.close

    def asked_first(session: Session) -> None:
        with account("measuring"):
            if session.alive and session.run(CPU).status == "ok":
                own[0] += float(session.call("_processor_time", {}).value)
        close(session)

    jobs = find_jobs(folder)
    with (
        patch.object(Slot, "__init__", account.of("start of sandboxes", Slot.__init__)),
        patch.object(warm, "begin", account.of("start of sessions", warm.begin)),
        patch.object(Session, "run", account.of("cells", Session.run)),
        patch.object(Session, "call", account.of("calls", Session.call)),
        patch.object(Session, "close", account.of("end of sessions", asked_first)),
        patch.object(judging, "grade", account.of("inputs, differences, comparing", judging.grade)),
        tempfile.TemporaryDirectory() as scratch,
        Recorder(folder) as recorder,
    ):
        for job in jobs:
            with account("reading and planning"):
                content = read(job)
                judgement = judging.judge(_task(content, Path(scratch)))
            with account("recording"):
                release = nbformat.reads(content.release.decode(), as_version=4)
                shown = clean_notebook(content.data)
                keep(recorder, judgement.result, release, shown, job.release.stem)
        warm.cool()
    return account, own[0], len(jobs)


def _task(content: Any, scratch: Path) -> Task:
    job = content.job
    return Task(job.student, job.assignment, content.data, content.release, 1, "bwrap", scratch, keys=content.keys)
