"""One student's notebook, run in a worker: cells and calls go out, statuses and plain data come back.

Nothing that a worker says is believed further than its form: a reply that does not carry the number of the request
just made, or is no reply at all, ends the session.
"""

from __future__ import annotations

import secrets
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, get_args

from course.exercises.spec import Args
from course.grading.calls import CallStatus, Reply
from grader.errors import GraderError, ProtocolError, WorkerStartError
from grader.sandbox import bwrap
from grader.sandbox.limits import Limits
from grader.sandbox.process import Process
from grader.sandbox.slot import Kind, Slot
from grader.worker import control, frames

CellStatus = Literal["ok", "crashed", "not_attempted", "timeout", "memory", "withheld"]
ENDED = "the process ended by itself: os._exit or a crash in C"
_LONGEST = 500


@dataclass(frozen=True)
class CellReply:
    """What came of one cell; ``error`` is one line: 'ValueError: … (your line 3)'."""

    status: CellStatus
    error: str = ""


class _StoppedError(Exception):
    """The worker is gone, or has been ended: ``status`` and ``error`` are what its last request gets."""

    def __init__(self, status: Literal["crashed", "timeout", "memory"], error: str) -> None:
        super().__init__(error)
        self.status, self.error = status, error


class Session:
    """A worker that has started; a context manager that leaves nothing running.

    After a timeout, a crash, a lack of memory or a broken protocol it is not `alive`: open another one.
    """

    def __init__(self, process: Process, limits: Limits, events: tuple[str, ...]) -> None:
        self._process = process
        self._limits = limits
        self.events = events
        """What this machine could not do to confine the worker, a sentence each."""
        self.lost = False
        """Whether the process went away by itself: by what it ran, or by somebody outside; nobody can tell."""

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        """Whether it can be asked anything more."""
        return not self._process.ended

    def close(self) -> None:
        """Kill the worker and everything in its sandbox; returns when all of it is gone."""
        self._process.end()

    def run(self, source: str, timeout: float | None = None) -> CellReply:
        """Run one cell, in at most ``timeout`` seconds (the limits' ``cell_seconds`` if None)."""
        text = source.encode(errors="replace").decode()
        seconds = self._limits.cell_seconds if timeout is None else timeout
        try:
            reply = self._ask({"op": "run", "source": text}, seconds)
        except frames.FrameError:
            return CellReply("crashed", "the cell is too long to be run")
        except _StoppedError as stop:
            return CellReply(stop.status, stop.error)
        return CellReply(reply["status"], reply["error"])

    def call(self, function: str, args: Args, timeout: float | None = None) -> Reply:
        """Call a function of the notebook on copies of ``args``, within ``timeout`` (or ``call_seconds``).

        The value, if there is one, is plain data (`course.answers`); ``seconds`` is counted here.

        Raises
        ------
        GraderError
            If ``args`` are no plain data, or more than a frame holds: the spec's fault, not the student's.
        """
        seconds = self._limits.call_seconds if timeout is None else timeout
        start = time.perf_counter()
        try:
            reply = self._ask({"op": "call", "function": function, "args": args}, seconds)
        except frames.FrameError as error:
            raise GraderError(f"{function}: the arguments cannot be sent: {error}") from error
        except _StoppedError as stop:
            return Reply(stop.status, error=stop.error, seconds=time.perf_counter() - start)
        taken = time.perf_counter() - start
        if reply["status"] != "ok":
            return Reply(reply["status"], error=reply["error"], seconds=taken)
        return Reply("ok", reply.get("value"), reply["inputs_after"], seconds=taken)

    def _ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        if not self.alive:
            raise _StoppedError("crashed", "the process had ended before")
        limit = self._limits.frame_mib << 20
        nonce = secrets.token_hex(16)
        request = request | {"id": nonce}
        frame = frames.encode(request, limit)
        deadline = time.monotonic() + seconds
        try:
            frames.send(self._process.requests, frame, deadline)
            reply = _checked(frames.receive(self._process.replies, deadline, limit), request)
        except frames.FrameTimeoutError:
            self.close()
            raise _StoppedError("timeout", f"took longer than {seconds:g} s") from None
        except frames.FrameClosedError:
            raise self._gone() from None
        except (frames.FrameError, ProtocolError) as error:
            self.close()
            raise _StoppedError("crashed", f"the process sent what no answer can be: {clean(str(error))}") from None
        if reply["status"] == "memory":  # what filled it is still there
            self.close()
            raise _StoppedError("memory", f"asked for more than {self._limits.memory_mib} MiB")
        return reply

    def _gone(self) -> _StoppedError:
        number = self._process.end_signal()
        self.close()
        self.lost = number != signal.SIGXCPU
        if number is None:
            return _StoppedError("crashed", "the process closed its connection")
        if number == signal.SIGXCPU:
            return _StoppedError("timeout", f"used more than {self._limits.cpu_seconds} s of processor time")
        if number in {one.value for one in signal.Signals}:
            return _StoppedError("crashed", f"{ENDED} ({signal.Signals(number).name})")
        return _StoppedError("crashed", ENDED)


def open_session(view: Path, *, sandbox: Kind, limits: Limits) -> Session:
    """Start a worker on ``view`` (a folder that `grader.sandbox.view.student_view` made) and wait until it is ready.

    ``sandbox="none"`` runs the same worker with the same limits and filter, but without namespaces: it sees the
    files of this machine.

    Raises
    ------
    SandboxMissingError
        If bubblewrap is asked for and cannot be had.
    WorkerStartError
        If the worker does not start in ``limits.start_seconds``.
    """
    if sandbox == "bwrap":
        bwrap.require()
    return begin(Slot(view, sandbox, limits), limits, alone=True)


def begin(slot: Slot, limits: Limits, *, alone: bool = False) -> Session:
    """A session in a slot that has none at this time; ``alone`` closes the slot at its end.

    Raises
    ------
    WorkerStartError
        If it does not start; the slot is closed then.
    """
    try:
        process = Process(slot, limits, alone=alone)
    except control.ControlError as error:
        slot.close()
        raise WorkerStartError(f"the worker did not start: {error}") from None
    try:
        hello = frames.receive(process.replies, time.monotonic() + limits.start_seconds)
    except BaseException as error:  # an interrupt must not leave it behind either
        said = process.last_words()
        process.end()
        slot.close()
        if isinstance(error, frames.FrameError):
            text = f"the worker did not start: {error}. It said: {said or 'nothing'}"
            raise WorkerStartError(text) from None
        raise
    return Session(process, limits, tuple(hello["events"]))


def clean(text: str) -> str:
    """``text`` on one line, without control characters, cut: it will stand in terminals and pages."""
    return "".join(sign if sign.isprintable() else " " for sign in text[:_LONGEST])


def _checked(reply: Any, request: dict[str, Any]) -> dict[str, Any]:
    """``reply`` if it has the form of an answer to ``request``; else `ProtocolError`."""
    if type(reply) is not dict or reply.get("id") != request["id"]:
        raise ProtocolError("expected an answer to the last request, got another frame")
    statuses = get_args(CellStatus if request["op"] == "run" else CallStatus)
    status, error, after = reply.get("status"), reply.get("error"), reply.get("inputs_after")
    if type(status) is not str or status not in statuses or status == "timeout" or type(error) is not str:
        raise ProtocolError("expected a status and a line of text, got others")
    called = request["op"] == "call" and status == "ok"
    if called and not (type(after) is dict and after.keys() == request["args"].keys()):
        raise ProtocolError("expected the inputs as they are after the call, got others")
    return reply | {"error": clean(error)}
