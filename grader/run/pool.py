"""Judge tasks side by side in local processes, a bounded number ahead, and survive the loss of any of them."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for
from types import FrameType
from typing import Any

from grader.errors import GraderError, RefusedError, UnreadableSubmissionError
from grader.judge.judge import Judgement, Task, judge

AHEAD = 2
"""Tasks waiting per process: enough to keep it busy, few enough to keep memory flat."""
PATIENCE = 360.0
"""Seconds for one task. A submission's own budget is half of that; beyond it the judge itself is stuck."""
_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO}
"""Faults of the machine, which would hit each submission alike."""
ENDED = "the judge's own process ended while it graded this submission and no other"


@dataclass(frozen=True)
class Outcome:
    """What came of one task: a judgement, or the reason why there is none."""

    judgement: Judgement | None
    reason: str = ""


def judge_safely(task: Task) -> Outcome:
    """Judge one task; whatever is wrong with the submission, or with the judging of it, becomes a reason."""
    try:
        return Outcome(judge(task))
    except UnreadableSubmissionError as error:
        return Outcome(None, error.reason)
    except RefusedError:  # nothing can be graded here: not this submission's matter
        raise
    except OSError as error:
        if error.errno in _MACHINE:
            raise RefusedError(
                f"Judging stopped, for this machine has run out: {error}. What was graded is kept. Try: make room "
                "(disk, memory or open files), then run the same command again"
            ) from error
        return Outcome(None, f"the judge failed: {type(error).__name__}: {error}"[:300])
    except Exception as error:  # a fault of ours must not cost the rest of the class its marks
        return Outcome(None, f"the judge failed: {type(error).__name__}: {error}"[:300])


def judge_all(
    tasks: Iterable[tuple[Any, Task]], jobs: int, work: Callable[[Task], Outcome] = judge_safely
) -> Iterator[tuple[Any, Outcome]]:
    """Yield (key, outcome) for every (key, task), in the order in which they end, on ``jobs`` processes.

    A process that dies takes the pool with it. A new pool then judges again what was under way, one task at a
    time; a task that ends its process a second time, when it was alone, is given up with a reason.
    """
    waiting = iter(tasks)
    while (suspects := (yield from _until_broken(waiting, jobs, work))) is not None:
        alone = iter(suspects)
        while (ended := (yield from _until_broken(alone, 1, work, ahead=1))) is not None:
            for key, _ in ended:
                yield key, Outcome(None, ENDED)


def _until_broken(
    waiting: Iterator[tuple[Any, Task]], jobs: int, work: Callable[[Task], Outcome], ahead: int = AHEAD
) -> Generator[tuple[Any, Outcome], None, list[tuple[Any, Task]] | None]:
    """Run until the tasks are used up (returns None) or the pool breaks (returns what was under way)."""
    # Plain fork would copy the recorder's open database, and spawn would import all this anew for each process.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_prepare) as pool:
        _see_that_it_starts(pool)
        running: dict[Future[Outcome], tuple[Any, Task]] = {}
        try:
            while True:
                while len(running) < jobs * ahead and (pair := next(waiting, None)) is not None:
                    try:
                        running[pool.submit(_in_time, work, pair[1], PATIENCE)] = pair
                    except BrokenProcessPool:  # it broke while a result was being recorded
                        return [*running.values(), pair]
                if not running:
                    return None
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    outcome = future.result()
                    yield running.pop(future)[0], outcome
        except BrokenProcessPool:
            return list(running.values())
        except BaseException:
            for judging in set(multiprocessing.active_children()) - others:
                judging.kill()  # else the run would end only when they have done with what they are at
            raise


def _see_that_it_starts(pool: ProcessPoolExecutor) -> None:
    """A machine on which no judge can start must not be taken for a class of bad submissions."""
    try:
        pool.submit(_nothing).result()
    except BrokenProcessPool:
        raise GraderError("the judge's processes do not start on this machine; nothing was graded") from None


def _nothing() -> None:
    """The smallest task there is."""


def _in_time(work: Callable[[Task], Outcome], task: Task, seconds: float) -> Outcome:
    """``work(task)``, into which an error is raised after so many seconds, and again and again from then on."""
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        return work(task)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _too_long(number: int, frame: FrameType | None) -> None:
    raise GraderError("it took too long to judge; the exercise may be at fault")


def _prepare() -> None:
    """Make a new process a judge's: it ends with the run, however that ends; and Ctrl-C is the run's to handle."""
    signal.signal(signal.SIGALRM, _too_long)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_run, daemon=True).start()


def _end_with_the_run() -> None:
    run = multiprocessing.parent_process()
    assert run is not None
    wait_for([run.sentinel])
    os.kill(os.getpid(), signal.SIGKILL)
