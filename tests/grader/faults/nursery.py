"""A warm process from which `grader grade` is forked in milliseconds, to be killed or starved where a test says.

Run as ``python -m tests.grader.faults.nursery``: one JSON request a line, one JSON reply a line. It may run inside a
mount namespace (a small disk, a read-only folder), and then does there what the test cannot do from outside.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from select import select
from tempfile import TemporaryFile
from time import monotonic
from types import FrameType, TracebackType
from typing import Any, Self

from grader import cli
from grader.judge.version import code_digest
from grader.run import grade
from tests.grader.faults.judging import judge_all
from tests.grader.faults.states import state

ROOT = Path(__file__).parents[3]


class Nursery:
    """The client: a nursery in a process of its own, behind ``prefix`` (a bwrap command, say)."""

    def __init__(self, *prefix: str) -> None:
        command = [*prefix, sys.executable, "-m", __name__]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._process = subprocess.Popen(command, cwd=ROOT, text=True, encoding="utf-8", **pipes)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def ask(self, do: str, **details: Any) -> Any:
        """One request and its reply."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps({"do": do, **details}), file=self._process.stdin, flush=True)
        reply = self._process.stdout.readline()
        assert reply, "the nursery has ended"
        return json.loads(reply)

    def grade(self, folder: Path, *arguments: str, **fault: Any) -> Any:
        """``grader grade FOLDER`` with a fault: ``{"status", "said", "calls"}``; a signal is a negative status."""
        return self.ask("grade", arguments=["grade", str(folder), "--sandbox", "none", *arguments], fault=fault)


def run(arguments: list[str], fault: dict[str, Any]) -> dict[str, Any]:
    """Fork a run of the command and wait for its end."""
    with TemporaryFile() as said, TemporaryFile() as told:
        child = os.fork()
        if child == 0:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            os._exit(_child(arguments, fault, told.fileno()))
        _, status = os.waitpid(child, 0)
        said.seek(0)
        told.seek(0)
        calls = int(told.read() or b"0")
        text = said.read().decode(errors="replace")
        return {"status": os.waitstatus_to_exitcode(status), "said": text, "calls": calls}


def _child(arguments: list[str], fault: dict[str, Any], told: int) -> int:
    grade.judge_all = judge_all
    counter = _Counter(fault.get("kill_at", 0))
    if "kill_in" in fault:
        _die_in(fault["kill_in"], fault["time"])
    if "kill_at" in fault:  # 0 is never reached: such a run is only counted
        sys.setprofile(counter)
    code = _command(arguments)
    sys.setprofile(None)
    os.write(told, str(counter.calls).encode())
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def kill_after(arguments: list[str], results: int, seconds: float, whole: bool) -> dict[str, Any]:
    """Fork a run with the real judges; kill it so many seconds after so many results: with its judges, or alone."""
    folder = Path(arguments[1])
    before = _result_files(folder)
    child = os.fork()
    if child == 0:
        os.setsid()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os._exit(_command(arguments))
    start = monotonic()
    handle = os.pidfd_open(child)
    ended: list[int] = []
    while not ended and len(_result_files(folder) - before) < results:
        ended, _, _ = select([handle], [], [], 0.01)
    ended, _, _ = select([handle], [], [], seconds)
    os.close(handle)
    if not ended:
        (os.killpg if whole else os.kill)(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return {"status": os.waitstatus_to_exitcode(status), "seconds": monotonic() - start}


def _result_files(folder: Path) -> set[tuple[str, int]]:
    """The result files, each with the moment at which it was written."""
    found = set()
    for path in folder.glob("graded/*/*.json"):
        with suppress(FileNotFoundError):
            found.add((str(path), path.stat().st_mtime_ns))
    return found


def _command(arguments: list[str]) -> int:
    try:
        cli.main(arguments)
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    return 70


class _Counter:
    """Counts the run's function calls, and ends the process by SIGKILL at one of them."""

    def __init__(self, last: int) -> None:
        self.calls, self._last = 0, last

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        if event in ("call", "c_call"):
            self.calls += 1
            if self.calls == self._last:
                os.kill(os.getpid(), signal.SIGKILL)


def _die_in(place: str, time: int) -> None:
    """Make the ``time``-th call of a function, 'module:name' or 'module:Class.name', end the process."""
    module, _, path = place.partition(":")
    *owners, name = path.split(".")
    owner: Any = import_module(module)
    for step in owners:
        owner = getattr(owner, step)
    real, count = getattr(owner, name), [0]

    def deadly(*args: Any, **kwargs: Any) -> Any:
        count[0] += 1
        if count[0] == time:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)

    setattr(owner, name, deadly)


def copy(source: str, to: str) -> None:
    """Copy a class folder; a folder in it may be a disk of its own, which cannot be taken away."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(source, to, dirs_exist_ok=True)


def fill(path: str, leave: int) -> int:
    """Fill the disk of ``path`` with one file so that at most ``leave`` bytes are free; how many are."""
    disk = os.statvfs(Path(path).parent)
    Path(path).write_bytes(b"\0" * (disk.f_bavail * disk.f_frsize - leave))
    disk = os.statvfs(Path(path).parent)
    return disk.f_bavail * disk.f_frsize


def delete(path: str) -> None:
    """Delete a file."""
    Path(path).unlink()


DO: dict[str, Callable[..., Any]] = {
    "grade": run,
    "kill_after": kill_after,
    "copy": copy,
    "fill": fill,
    "delete": delete,
    "state": lambda folder: state(Path(folder)),
}


def main() -> None:
    """Answer requests until there are none."""
    code_digest()  # once for all children
    replies = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(DO[request.pop("do")](**request)), file=replies, flush=True)


if __name__ == "__main__":
    main()
