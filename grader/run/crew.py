"""The workers of a dask scheduler: which of them may judge, and why the others may not."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from time import monotonic, sleep

from distributed import Client

from grader.errors import RefusedError
from grader.judge.version import code_digest
from grader.run.pool import AHEAD
from grader.run.station import Declined, fitness
from grader.sandbox.slot import Kind

GRACE = 60.0
"""Seconds to wait for a worker when there is none: one that was killed is back by then."""
TICK = 1.0
"""Seconds between two looks at who is there."""
NAMED = 5
"""Of the workers that may not judge, this many are named in a refusal."""
KEPT = "What was graded is kept; the same command goes on from there"
_log = logging.getLogger(__name__)


class Crew:
    """Who may judge at a scheduler. Each worker is asked once, before it gets any work."""

    def __init__(self, client: Client, address: str, sandbox: Kind) -> None:
        self.address = address
        """The scheduler's."""
        self.fit: dict[str, int] = {}
        """Address to number of threads, of those who are there and may judge."""
        self._client = client
        self._condition = (code_digest(), sandbox)
        self._said: dict[str, str] = {}
        """Address to why that worker may not judge; empty if it may."""
        self._next = 0.0

    @property
    def room(self) -> int:
        """How many tasks they can have at a time: enough to keep them busy, few enough to keep memory flat."""
        return AHEAD * sum(self.fit.values())

    def decline(self, word: Declined) -> None:
        """Give nothing more to a worker that says that it cannot judge."""
        self._note(word.worker, word.reason)
        self._next = 0.0

    def look(self) -> None:
        """Find out who is there, once a `TICK`; returns when there is somebody who may judge.

        Raises
        ------
        RefusedError
            If there are workers and none may, or if there is none for `GRACE` seconds.
        """
        if monotonic() < self._next:
            return
        end, told = monotonic() + GRACE, False
        while not self._meet():
            if monotonic() >= end:
                self._refuse()
            if not told:
                _log.warning("no worker at %s; waiting for one, at most %g s", self.address, GRACE)
                told = True
            sleep(TICK / 4)
        self._next = monotonic() + TICK

    def _meet(self) -> bool:
        """Ask those who are new; whether anybody may judge."""
        with reaching(self.address):
            there: dict[str, int] = self._client.nthreads()
            if new := [worker for worker in there if worker not in self._said]:
                answers = self._client.run(fitness, *self._condition, workers=new, on_error="return")
                for worker, said in answers.items():
                    if not isinstance(said, OSError):  # that one went away before it could answer
                        self._note(worker, str(said))
        self.fit = {worker: threads for worker, threads in there.items() if self._said.get(worker) == ""}
        # Where one was fit before, it may be back in a moment.
        if there and all(self._said.get(worker) for worker in there) and "" not in self._said.values():
            self._refuse()
        return bool(self.fit)

    def _note(self, worker: str, reason: str) -> None:
        self._said[worker] = reason
        if reason:
            _log.warning("%s judges nothing: %s", worker, reason)

    def _refuse(self) -> None:
        if reasons := [f"  {worker}: {said}" for worker, said in sorted(self._said.items()) if said]:
            more = [f"  and {len(reasons) - NAMED} more"] if len(reasons) > NAMED else []
            got = "\n".join(reasons[:NAMED] + more)
            raise RefusedError(f"expected a worker that may judge at {self.address}, got\n{got}\n{KEPT}.")
        raise RefusedError(
            f"expected a worker at {self.address}, found none in {GRACE:g} s. "
            f"Try: dask worker {self.address} --nthreads 1 --nworkers -1. {KEPT}"
        )


@contextmanager
def reaching(address: str) -> Iterator[None]:
    """Say in plain words that the scheduler at ``address`` went away, as a `RefusedError`."""
    try:
        yield
    except (OSError, CancelledError) as error:
        raise RefusedError(
            f"expected an answer from the scheduler at {address}, got: {error}. Try: start it again. {KEPT}"
        ) from None
