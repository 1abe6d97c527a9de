"""Judge tasks on the workers of a dask scheduler: a bounded number ahead, and whatever becomes of any worker.

Submissions travel with their tasks, so no disk is shared. A worker is asked whether it may judge before it gets any
work. When it goes away, dask gives its tasks to the others, and what nobody else may have is sent again from here.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any

from grader.errors import RefusedError
from grader.judge.judge import Task
from grader.run.pool import ENDED, Outcome
from grader.sandbox.slot import Kind

try:
    import dask
    from distributed import Client, Future, KilledWorker

    from grader.run.crew import KEPT, TICK, Crew, reaching
    from grader.run.station import Declined, judge_here
except ImportError as error:
    raise RefusedError(
        f"expected dask.distributed for --cluster, got: {error}. Try: pip install 'chainrule[grader,cluster]'"
    ) from None

CONNECT = 15.0
"""Seconds in which the scheduler must answer."""
Pair = tuple[Any, Task]


def judge_on(address: str, tasks: Iterable[Pair], sandbox: Kind = "bwrap") -> Iterator[tuple[Any, Outcome]]:
    """Yield (key, outcome) for every (key, task), in the order in which they end, judged at ``address``.

    A task under which dask lost more workers than it allows (``distributed.scheduler.allowed-failures``) is judged
    once more with nothing beside it; it is given up, with a reason, if that ends the same way.

    Raises
    ------
    RefusedError
        If there is no scheduler at ``address``, if it goes away, or if none of its workers may judge.
    """
    with _connected(address) as client:
        crew = Crew(client, address, sandbox)
        for suspect in (yield from _until_done(client, crew, iter(tasks))):
            for key, _ in (yield from _until_done(client, crew, iter([suspect]))):
                yield key, Outcome(None, ENDED)


def _until_done(
    client: Client, crew: Crew, waiting: Iterator[Pair]
) -> Generator[tuple[Any, Outcome], None, list[Pair]]:
    """Run until the tasks are used up; return those under which dask lost too many workers."""
    running: dict[Future, tuple[Pair, set[str]]] = {}
    ended = SimpleQueue[Future]()
    again: list[Pair] = []
    suspects: list[Pair] = []
    try:
        while True:
            crew.look()
            again += _stranded(running, crew)
            while len(running) < crew.room and (pair := again.pop() if again else next(waiting, None)) is not None:
                with reaching(crew.address):
                    future = client.submit(judge_here, pair[1], workers=list(crew.fit), pure=False)
                running[future] = pair, set(crew.fit)
                future.add_done_callback(ended.put)
            if not running:
                return suspects
            for future in _come(ended):
                if future not in running:  # it was sent again
                    continue
                pair, _ = running.pop(future)
                answer = _answer(future, crew.address)
                if isinstance(answer, Outcome):
                    yield pair[0], answer
                elif isinstance(answer, Declined):
                    crew.decline(answer)
                    again.append(pair)
                else:
                    suspects.append(pair)
    finally:
        if running:
            client.cancel(list(running))


def _stranded(running: dict[Future, tuple[Pair, set[str]]], crew: Crew) -> list[Pair]:
    """Take back what waits for workers that are all gone: dask would keep it for them."""
    lost = [future for future, (_, places) in running.items() if places.isdisjoint(crew.fit)]
    for future in lost:
        future.cancel()
    return [running.pop(future)[0] for future in lost]


def _come(ended: SimpleQueue[Future]) -> Iterator[Future]:
    """What has ended by now; waits for the first of it, at most a `TICK`."""
    try:
        yield ended.get(timeout=TICK)
        while True:
            yield ended.get_nowait()
    except Empty:
        return


def _answer(future: Future, address: str) -> Outcome | Declined | None:
    """What a worker said; None if dask lost too many of them under this task."""
    try:
        with reaching(address):
            answer: Outcome | Declined = future.result()
            return answer
    except KilledWorker:
        return None
    except RefusedError:
        raise
    except Exception as error:  # it could not even be begun; the judge's own errors are outcomes
        raise RefusedError(
            f"expected an outcome from {address}, got {type(error).__name__}: {error}. Try: the same version of "
            f"chainrule[grader,cluster] for the scheduler and each of its workers. {KEPT}"
        ) from error


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A client of the scheduler; TLS, for ``tls://``, is as dask's own configuration says."""
    # A notebook full of pictures is no reason for dask to warn of a large graph.
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"}):
        try:
            if not address:  # dask would start a cluster of its own
                raise ValueError("an empty address")
            client = Client(address, timeout=CONNECT, set_as_default=False)
        except (OSError, ValueError, TypeError, ImportError) as error:
            raise RefusedError(
                f"expected a dask scheduler at {address[:200]}, got: {error}. Try: tcp://host:8786, where dask "
                "scheduler says that it listens; for tls:// also dask's settings under distributed.comm.tls"
            ) from None
        try:
            yield client
        finally:
            client.close(timeout=CONNECT)
