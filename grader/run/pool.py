"""Judge tasks side by side in local processes, a bounded number ahead, and survive the loss of any of them."""

from __future__ import annotations

import ctypes
import multiprocessing
import signal
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from grader.errors import GraderError, RefusedError, UnreadableSubmissionError
from grader.judge.judge import Judgement, Task, judge

AHEAD = 2
"""Tasks waiting per process: enough to keep it busy, few enough to keep memory flat."""
PR_SET_PDEATHSIG = 1


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
                yield key, Outcome(None, "the judge's own process ended while it graded this submission, twice")


def _until_broken(
    waiting: Iterator[tuple[Any, Task]], jobs: int, work: Callable[[Task], Outcome], ahead: int = AHEAD
) -> Generator[tuple[Any, Outcome], None, list[tuple[Any, Task]] | None]:
    """Run until the tasks are used up (returns None) or the pool breaks (returns what was under way)."""
    context = multiprocessing.get_context("spawn")  # fork would copy the recorder's open database
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_die_with_parent) as pool:
        _see_that_it_starts(pool)
        running: dict[Future[Outcome], tuple[Any, Task]] = {}
        try:
            while True:
                while len(running) < jobs * ahead and (pair := next(waiting, None)) is not None:
                    try:
                        running[pool.submit(work, pair[1])] = pair
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


def _die_with_parent() -> None:
    """A judge must not go on when the run was killed; and Ctrl-C is the run's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
