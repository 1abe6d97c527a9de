"""Keep a student's session going: after a crash or a time-out, a fresh worker runs the good cells again.

So what ends a worker costs the question it belongs to, and no other.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

from course.exercises.spec import Args
from course.grading.calls import Reply
from grader.sandbox.limits import Limits
from grader.sandbox.process import Kind
from grader.sandbox.session import CellReply, Session, open_session

MAX_DEATHS = 40
"""A notebook of the course has at most a dozen questions; one that kills its worker more often is not asked on."""


class Runner:
    """Runs cells and calls in a sandboxed session, opening a new one when the last one died."""

    def __init__(
        self,
        view: Path,
        *,
        sandbox: Kind,
        limits: Limits,
        budget_seconds: float,
        start: Callable[..., Session] = open_session,
    ) -> None:
        self.deaths = 0
        self.events: dict[str, None] = {}
        """What this machine could not do to confine the workers; a dict for its order."""
        self._start: Callable[[], Session] = partial(start, view, sandbox=sandbox, limits=limits)
        self._session: Session | None = None
        self._kept: list[str] = []
        self._deadline = monotonic() + budget_seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    @property
    def spent(self) -> bool:
        """Whether this submission has used up its time or its workers."""
        return monotonic() > self._deadline or self.deaths > MAX_DEATHS

    def run(self, source: str) -> CellReply:
        """Run one cell. A cell that ends its worker is not run again."""
        if self.spent:
            return CellReply("timeout", "the submission has used up its time")
        session = self._alive()
        reply = session.run(source)
        if session.alive:
            self._kept.append(source)
        else:
            self._buried()
        return reply

    def call(self, function: str, args: Args) -> Reply:
        """Call a function of the student's namespace."""
        if self.spent:
            return Reply("timeout", error="the submission has used up its time")
        session = self._alive()
        reply = session.call(function, args)
        if not session.alive:
            self._buried()
        return reply

    def _alive(self) -> Session:
        if self._session is None:
            self._session = self._start()
            self.events |= dict.fromkeys(self._session.events)
            for source in self._kept:
                self._session.run(source)
                if not self._session.alive:  # a cell that dies only sometimes: leave it out from now on
                    self._kept.remove(source)
                    self._buried()
                    return self._alive()
        return self._session

    def _buried(self) -> None:
        self.deaths += 1
        self._close()

    def _close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None
