"""The keeper of one session: it starts the session behind walls of its own, and ends it at the judge's word.

It stands outside those walls, so the session can neither see nor signal it. The judge asks ``{"op": "wait"}``,
whether the session has ended by itself, and is told ``{"ended": …}``: the signal that ended it, 0 if it ended
without one, null if it lives. At ``{"op": "end"}`` the keeper ends the session and itself; the parent then answers.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
from functools import partial
from typing import Any

import numpy as np

from . import cells, confine, control, loop, walls
from .copies import start

WAIT_SECONDS = 1.0
"""A process that has closed its pipes may still be on its way out."""


def keep(
    judge: socket.socket, request: dict[str, Any], pipes: list[int], scratch: str | None, shell: cells.Shell
) -> int:
    """Start the session and see it through; return 0 if all of it is gone.

    ``pipes`` are the ends for requests and replies; ``scratch`` the folder to make anew, None for no new namespaces.
    """
    confine.die_with_parent()
    run = partial(_session, judge, request, pipes, shell)
    if scratch is not None:
        walls.renew(scratch, int(request["limits"]["scratch_mib"]) << 20)
        walls.drop_capabilities()
        run = partial(_first, judge, run)
    child = start(run)
    control.close(pipes)
    return _obey(judge, _Child(child, relays=scratch is not None))


def _obey(judge: socket.socket, child: _Child) -> int:
    while True:
        try:
            asked, _ = control.hear(judge)
        except control.ControlError:  # the judge is gone
            child.end()
            return 1
        if asked["op"] == "end":
            child.end()
            return 0
        control.say(judge, {"ended": child.signal(WAIT_SECONDS)})


class _Child:
    """The process started last; it ``relays`` if its exit code is the signal that ended the notebook's."""

    def __init__(self, number: int, *, relays: bool) -> None:
        self._number, self._relays = number, relays
        self._handle = os.pidfd_open(number)
        self._ended: int | None = None

    def signal(self, seconds: float | None) -> int | None:
        """The signal that ended it, 0 for none; None if it still lives after ``seconds``. None waits for ever."""
        poll = select.poll()
        poll.register(self._handle, select.POLLIN)
        if self._ended is None and poll.poll(None if seconds is None else seconds * 1000):
            code = os.waitstatus_to_exitcode(os.waitpid(self._number, 0)[1])
            self._ended = code if self._relays and code > 0 else max(-code, 0)
        return self._ended

    def end(self) -> None:
        """Kill it and all that belongs to it, and wait until it is gone."""
        if self.signal(0) is None:
            os.kill(self._number, signal.SIGKILL)
            self.signal(None)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._number, signal.SIGKILL)


def _first(judge: socket.socket, run: partial[int]) -> int:
    """Be process number 1 inside, and end when the notebook's process does, with its signal as the exit code."""
    confine.die_with_parent()
    child = start(run)
    judge.detach()
    confine.keep_only()
    while True:
        number, status = os.wait()
        if number == child:
            return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def _session(judge: socket.socket, request: dict[str, Any], pipes: list[int], shell: cells.Shell) -> int:
    """Become what runs the notebook: nothing of the parent's in reach, limits and filter on."""
    requests, replies = pipes
    judge.detach()  # its number will be another file's
    confine.keep_only(requests, replies)
    os.setsid()
    home = request["home"]
    os.environ |= {"HOME": home, "TMPDIR": home, "MPLCONFIGDIR": f"{home}/matplotlib"}
    os.chdir(home)
    np.random.seed()  # noqa: NPY002  NumPy's own generator is a copy too: else every session would draw the same
    limits = request["limits"]
    events = [*confine.limit(limits), *confine.renounce()]
    loop.serve(shell, requests, replies, int(limits["frame_mib"]) << 20, events)
    return 0
