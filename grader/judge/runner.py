"""Keep a student's session going: after a crash or a time-out, a fresh worker runs the good cells again.

So what ends a worker costs the question it belongs to, and no other. A worker that is simply gone may have been
ended from outside (by a lack of memory on this machine, say), so what it was at is tried once more.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self, TypeVar

from course.exercises.spec import Args
from course.grading.calls import Reply
from grader.results import FOR_INSTRUCTOR
from grader.sandbox.limits import Limits
from grader.sandbox.session import CellReply, Session
from grader.sandbox.slot import Kind
from grader.sandbox.warm import open_warm

Answer = TypeVar("Answer", CellReply, Reply)

LEFT_OUT = "a cell that had run ended the process when it was run again; from then on it was left out"
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
        start: Callable[..., Session] = open_warm,
    ) -> None:
        self.deaths = 0
        self.events: dict[str, None] = {}
        """What this machine could not do to confine the workers, and how it ended early; a dict for its order."""
        self._start: Callable[[], Session] = partial(start, view, sandbox=sandbox, limits=limits)
        self._session: Session | None = None
        self._kept: list[str] = []
        self._doubted: str | None = None
        """The kept cell on which a replay's worker was lost: the cell's doing only if it happens again."""
        self._budget = budget_seconds
        self._deadline = monotonic() + budget_seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    @property
    def spent(self) -> str:
        """Why nothing more is run for this submission; empty while it has time and workers left."""
        if monotonic() > self._deadline:
            return f"the submission has used up its {self._budget:g} s"
        return f"the submission has ended its process {self.deaths} times" if self.deaths > MAX_DEATHS else ""

    def run(self, source: str) -> CellReply:
        """Run one cell. A cell that ends its worker (twice, if it is not clear that it was the cell) is left out."""
        reply = self._twice(lambda session: session.run(source), "a cell was run", CellReply)
        if self._session is not None:
            self._kept.append(source)
        return reply

    def call(self, function: str, args: Args) -> Reply:
        """Call a function of the student's namespace."""
        return self._twice(lambda session: session.call(function, args), f"{function} was called", Reply)

    def _twice(self, ask: Callable[[Session], Answer], what: str, kind: Callable[..., Answer]) -> Answer:
        """What ``ask`` gives, from a second worker if the first is lost on it; ``kind`` makes the answer of none."""
        lost = False
        while True:
            session = self._alive()
            if session is None:
                return kind("timeout", error=self.spent)
            reply = ask(session)
            if session.alive:
                if lost:
                    self.events[f"{FOR_INSTRUCTOR}a process ended while {what}, and not the second time"] = None
                return reply
            self._buried()
            if lost or not session.lost:
                return reply
            lost = True

    def _alive(self) -> Session | None:
        """A session in which all kept cells have run; None if the submission has no time or worker left for it."""
        while not self.spent:
            if self._session is not None:
                return self._session
            self._session = self._start()
            self.events |= dict.fromkeys(self._session.events)
            self._replay(self._session)
        self.events[f"{self.spent}; what came after was not asked, and counts as out of time"] = None
        return None

    def _replay(self, session: Session) -> None:
        """Run the kept cells again, in a new session; it is closed if that cannot be brought to its end."""
        for place, source in enumerate(self._kept):
            if self.spent:  # cells that were quick the first time may take long the second
                self._close()
                return
            session.run(source)
            if not session.alive:
                if not session.lost or self._doubted == source:
                    del self._kept[place]
                    self.events[LEFT_OUT] = None
                self._doubted = source
                self._buried()
                return

    def _buried(self) -> None:
        self.deaths += 1
        self._close()

    def _close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None
