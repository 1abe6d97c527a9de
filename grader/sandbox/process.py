"""The worker's process: started with two pipes and nothing else, and ended without remains."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from grader.sandbox import bwrap, mounts
from grader.sandbox.limits import Limits

Kind = Literal["bwrap", "none"]
_PATIENCE = 5.0  # seconds for the kernel to take down what was killed


class Process:
    """A running worker. ``requests`` is the descriptor to write to, ``replies`` the one to read; neither blocks.

    It dies with the thread that made it, as bubblewrap and Linux have it: use it from that thread, or from one
    that ends earlier.
    """

    def __init__(self, view: Path, kind: Kind, limits: Limits) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="worker-") if kind == "none" else None
        home = self._scratch.name if self._scratch else bwrap.SCRATCH
        hear, told = os.pipe()
        with os.fdopen(hear, "rb") as news:
            try:
                self._popen = subprocess.Popen(
                    _command(view, kind, limits, told),
                    bufsize=0,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    env=bwrap.environment(home),
                    cwd=home if self._scratch else "/",
                    pass_fds=[told] if kind == "bwrap" else [],
                    start_new_session=True,
                )
            finally:
                os.close(told)
            self._first = _handle(news.read())
        assert self._popen.stdin and self._popen.stdout and self._popen.stderr
        self._pipes = (self._popen.stdin, self._popen.stdout, self._popen.stderr)
        self.requests, self.replies, self._complaints = (pipe.fileno() for pipe in self._pipes)
        for descriptor in (self.requests, self.replies, self._complaints):
            os.set_blocking(descriptor, False)
        self._ended = False

    @property
    def ended(self) -> bool:
        """Whether `end` was called."""
        return self._ended

    def last_words(self) -> str:
        """What it wrote to stderr before the worker took that away; at most 2000 characters."""
        with contextlib.suppress(OSError):
            return os.read(self._complaints, 2000).decode(errors="replace").strip()
        return ""

    def end_signal(self) -> int | None:
        """Wait for a process that seems to have died; the signal that ended it, 0 if none, None if it lives."""
        try:
            code = self._popen.wait(1.0)
        except subprocess.TimeoutExpired:
            return None
        if code > 128:  # bubblewrap passes a signal on as a shell does
            return code - 128
        return -code if code < 0 else 0

    def end(self) -> None:
        """Kill it and all that it started, and wait until none of it is left."""
        if self._ended:
            return
        self._ended = True
        if self._first is not None:
            # The first process inside takes all others with it. bubblewrap, killed before it, could not reap it.
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._first, signal.SIGKILL)
            os.close(self._first)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._popen.wait(_PATIENCE)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._popen.pid, signal.SIGKILL)
        self._popen.wait()
        self._drain()
        for pipe in self._pipes:
            pipe.close()
        if self._scratch:
            self._scratch.cleanup()

    def _drain(self) -> None:
        # Every process inside holds the pipe that replies come by: at its end, the last of them is gone.
        poll = select.poll()
        poll.register(self.replies, select.POLLIN)
        deadline = time.monotonic() + _PATIENCE
        while (left := deadline - time.monotonic()) > 0 and poll.poll(left * 1000):
            with contextlib.suppress(BlockingIOError):
                if not os.read(self.replies, 1 << 20):
                    return


def _handle(news: bytes) -> int | None:
    """A descriptor of the process that bubblewrap names in ``news``: unlike its number, it is never another's."""
    try:
        return os.pidfd_open(int(json.loads(news)["child-pid"]))
    except (ValueError, KeyError, OSError):
        return None


def _command(view: Path, kind: Kind, limits: Limits, told: int) -> list[str]:
    start = [str(mounts.interpreter()), "-I", "-S", "-B"]
    numbers = json.dumps(asdict(limits))
    if kind == "bwrap":
        paths = [bwrap.VIEW, *(mount.target for mount in mounts.packages())]
        return bwrap.command(view, limits, [*start, f"{bwrap.WORKER}/main.py", numbers, *paths], told)
    main = Path(__file__).parents[1] / "worker" / "main.py"
    return [*start, str(main), numbers, str(view.resolve()), *map(str, mounts.package_folders())]
