"""A dask scheduler and its workers on loopback: processes that dask's own commands are, ended by their ids."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from distributed import Client

PATIENCE = 120
IDLE = ("--idle-timeout", "600s")
"""A scheduler without work ends itself and its workers, should a test run be killed."""


class Machines:
    """One scheduler and the workers that a test asks for; a context manager that leaves none behind."""

    def __init__(self, home: Path, options: tuple[str, ...] = (), protocol: str = "tcp") -> None:
        self._home = home
        self._options = options
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        """By name."""
        file = home / "scheduler.json"
        self.scheduler = self._start(
            "scheduler", "--port", "0", "--protocol", protocol, "--scheduler-file", str(file), *IDLE, environment={}
        )
        self._until(file.is_file, self.scheduler)
        self.address = str(json.loads(file.read_text())["address"])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in [*self.workers.values(), self.scheduler]:  # politely, they would wait for each other
            process.kill()
            process.wait()

    def add(self, *names: str, **environment: str) -> None:
        """Start workers and wait until the scheduler knows them."""
        for name in names:
            told = ("--no-nanny", "--nthreads", "1", "--name", name, "--local-directory", str(self._home))
            self.workers[name] = self._start("worker", self.address, *told, environment=environment)
        with Client(self.address, set_as_default=False) as client:
            for name in names:
                self._until(lambda name=name: name in self.addresses(client), self.workers[name])

    def addresses(self, client: Client) -> dict[str, str]:
        """Name to address of the workers that are there."""
        return {worker["name"]: address for address, worker in client.scheduler_info()["workers"].items()}

    def kill_one_at_work(self) -> str:
        """End a worker that has work by SIGKILL, wherever it is in it; its name."""
        with Client(self.address, set_as_default=False) as client:
            busy = {address for address, tasks in client.processing().items() if tasks}
            name = next(name for name, address in self.addresses(client).items() if address in busy)
        process = self.workers.pop(name)
        process.kill()
        assert process.wait(PATIENCE) == -signal.SIGKILL
        return name

    def _start(self, what: str, *arguments: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
        where = ("--host", "127.0.0.1", "--no-dashboard", *self._options)
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments, *where]
        log = self._home / f"{what}-{len(self.workers)}.log"
        with log.open("wb") as file:
            said = {"stdin": subprocess.DEVNULL, "stdout": file, "stderr": file}
            return subprocess.Popen(command, env={**os.environ, **environment}, cwd=self._home, **said)

    def _until(self, condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
        for _ in range(PATIENCE * 10):
            if condition():
                return
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
                break
        said = "\n".join(log.read_text() for log in self._home.glob("*.log"))
        raise AssertionError(f"it did not start:\n{said}")
