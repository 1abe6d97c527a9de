"""A slot: one sandbox with a warm parent in it, in which sessions run one after another, each behind its own walls.

Starting Python with NumPy, IPython and the course takes longer than a notebook's answers do, so that is done once.
What a session could leave for the next one is taken from it: it is a copy of the parent in fresh process, mount,
network and IPC namespaces with an empty scratch (`grader.worker.walls`), and all of that ends with it. The parent
cannot be reached from inside: it stands in other namespaces, and the filter on system calls forbids to look.
Whatever is not as expected, the slot is closed, and the next session gets a new one.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any, Literal

from grader.errors import WorkerStartError
from grader.sandbox import bwrap, mounts, scratch
from grader.sandbox.limits import Limits
from grader.worker import control

Kind = Literal["bwrap", "none"]
PATIENCE = 5.0  # seconds for the kernel to take down what was killed


class Slot:
    """A sandbox that has started.

    It dies with the thread that made it, as bubblewrap and Linux have it: use it from that thread, or from one
    that ends earlier.

    ``preload`` loads beforehand what sessions usually load: worth it where there will be several.

    Raises
    ------
    WorkerStartError
        If the warm parent is not ready in ``limits.start_seconds``. The other limits hold for sessions.
    """

    def __init__(self, view: Path, kind: Kind, limits: Limits, *, preload: bool = False) -> None:
        self.kind = kind
        self._home = scratch.make() if kind == "none" else None
        home = str(self._home) if self._home else bwrap.SCRATCH
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            try:
                self._popen, self._first = _start(view, kind, limits, preload, theirs.fileno(), home)
            except BaseException:  # no process to be had, or an interrupt; what has started ends with the socket
                self._control.close()
                if self._home:
                    scratch.remove(self._home)
                raise
        assert self._popen.stderr
        self._complaints = self._popen.stderr
        os.set_blocking(self._complaints.fileno(), False)
        self.closed = False
        self.reusable = self._ready(limits.start_seconds)
        """Whether it can have more than one session; where the machine does not allow it, it has a single one."""

    def _ready(self, seconds: float) -> bool:
        try:
            self._control.settimeout(seconds)
            return self.hear().get("reusable") is True
        except BaseException as error:  # an interrupt must not leave it behind
            said = self.last_words()
            self.close()
            if isinstance(error, control.ControlError):
                text = f"the worker did not start: {error}. It said: {said or 'nothing'}"
                raise WorkerStartError(text) from None
            raise

    def ask(self, request: dict[str, Any], descriptors: tuple[int, ...] = ()) -> None:
        """Send a request to the parent, or to the keeper of the session that runs."""
        control.say(self._control, request, descriptors)

    def hear(self, seconds: float | None = None) -> dict[str, Any]:
        """The answer, within ``seconds``. Raises `grader.worker.control.ControlError`."""
        if seconds is not None:
            self._control.settimeout(seconds)
        answer, descriptors = control.hear(self._control)
        control.close(descriptors)
        return answer

    def last_words(self) -> str:
        """What was said on stderr; no student's code can write there. At most 2000 characters."""
        with contextlib.suppress(OSError):
            return os.read(self._complaints.fileno(), 2000).decode(errors="replace").strip()
        return ""

    def close(self) -> None:
        """Kill everything in it, and wait until none of it is left."""
        if self.closed:
            return
        self.closed = True
        if self._first is not None:
            # The first process inside takes all others with it. bubblewrap, killed before it, could not reap it.
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._first, signal.SIGKILL)
            os.close(self._first)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._popen.wait(PATIENCE)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.wait()
        drain(self._complaints.fileno())
        self._complaints.close()
        self._control.close()
        if self._home:
            scratch.remove(self._home)


def drain(pipe: int) -> None:
    """Read ``pipe``, which does not block, to its end: then the last process that could write to it is gone."""
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    deadline = time.monotonic() + PATIENCE
    while (left := deadline - time.monotonic()) > 0 and poll.poll(left * 1000):
        with contextlib.suppress(BlockingIOError):
            if not os.read(pipe, 1 << 20):
                return


def _start(
    view: Path, kind: Kind, limits: Limits, preload: bool, stdin: int, home: str
) -> tuple[subprocess.Popen[bytes], int | None]:
    """The warm parent, and a descriptor of the sandbox's first process; None where there is no sandbox."""
    hear, told = os.pipe()
    with os.fdopen(hear, "rb") as news:
        try:
            popen = subprocess.Popen(
                _command(view, kind, limits, told, preload),
                bufsize=0,
                stdin=stdin,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=bwrap.environment(home),
                cwd=home if kind == "none" else "/",
                pass_fds=[told] if kind == "bwrap" else [],
                start_new_session=True,
            )
        finally:
            os.close(told)
        return popen, _handle(news.read())


def _handle(news: bytes) -> int | None:
    """A descriptor of the process that bubblewrap names in ``news``: unlike its number, it is never another's."""
    try:
        return os.pidfd_open(int(json.loads(news)["child-pid"]))
    except (ValueError, KeyError, OSError):
        return None


def _command(view: Path, kind: Kind, limits: Limits, told: int, preload: bool) -> list[str]:
    start = [str(mounts.interpreter()), "-I", "-S", "-B"]
    if kind == "bwrap":
        options = json.dumps({"scratch": bwrap.SCRATCH, "preload": preload})
        paths = [bwrap.VIEW, *(mount.target for mount in mounts.packages())]
        return bwrap.command(view, limits, [*start, f"{bwrap.WORKER}/main.py", options, *paths], told)
    main = Path(__file__).parents[1] / "worker" / "main.py"
    options = json.dumps({"scratch": None, "preload": preload})
    return [*start, str(main), options, str(view.resolve()), *map(str, mounts.package_folders())]
