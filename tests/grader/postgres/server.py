"""A PostgreSQL server of a test's own: data in a temporary folder, a free port of loopback, ended by its id."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

PATIENCE = 60
DEBIAN = Path("/usr/lib/postgresql")
"""Debian keeps the server's programs off the PATH, a folder a version."""


def programs() -> Path | None:
    """The folder with ``initdb`` and ``postgres``, the newest first; None where there is none."""
    debian = sorted(DEBIAN.glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]), reverse=True)
    found = [Path(there)] if (there := shutil.which("postgres")) else debian
    return found[0].resolve().parent if found else None


@contextmanager
def server(*, careful: bool = False) -> Iterator[str]:
    """A URL for ``db_url``, with a place for the name of a database; skips where no server is, except for CI.

    Only a ``careful`` server waits for its disk, as every server in use does; tests need no such patience.

    >>> with server() as url: url.format("postgres")
    'postgresql+psycopg://tests@127.0.0.1:38177/postgres'
    """
    where = programs()
    if where is None:
        assert not os.environ.get("CI"), "expected PostgreSQL. Try: apt install postgresql"
        pytest.skip("no PostgreSQL here; apt install postgresql brings it")
    with TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as home:
        as_whom = _somebody(home)
        data = ["-D", f"{home}/data"]
        make = [str(where / "initdb"), *data, "--username=tests", "--auth=trust", "--no-sync", "-E", "UTF8"]
        subprocess.run([*as_whom, *make], check=True, capture_output=True, cwd=home)
        port = _free()
        options = ["-h", "127.0.0.1", "-p", str(port), "-k", home, *([] if careful else ["-F"])]
        with (Path(home) / "log").open("wb") as log:
            run = [*as_whom, str(where / "postgres"), *data, *options]
            process = subprocess.Popen(run, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=home)
        try:
            url = f"postgresql+psycopg://tests@127.0.0.1:{port}/{{}}"
            _until_it_answers(url.format("postgres").replace("+psycopg", ""), process, Path(home) / "log")
            yield url
        finally:
            process.send_signal(signal.SIGINT)  # the fast shutdown
            try:
                process.wait(PATIENCE)
            finally:
                process.kill()


def _somebody(home: str) -> list[str]:
    """What to put before a command: the server will not run as root."""
    if os.geteuid() != 0:
        return []
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return ["setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _until_it_answers(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(PATIENCE * 10):
        with suppress(psycopg.OperationalError):
            psycopg.connect(url, connect_timeout=5).close()
            return
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
            break
    raise AssertionError(f"it did not start:\n{log.read_text()}")
