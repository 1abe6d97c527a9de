"""What each process of a grading run holds in memory as the class goes by."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

BIN = Path(sys.executable).parent
KINDS = ("run", "judges", "warm parents")
Row = tuple[int, dict[str, float]]


def follow(folder: Path, marks: list[int]) -> Iterator[Row]:
    """Grade ``folder``; at each mark of submissions done: MiB resident, the largest seen since the mark before."""
    line = [str(BIN / "grader"), "grade", str(folder), "--fresh"]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        waiting, most = sorted(marks), dict.fromkeys(KINDS, 0.0)
        while waiting:
            ended = run.poll() is not None
            seen = _resident(run.pid)
            most = {kind: max(size, seen.get(kind, 0.0)) for kind, size in most.items()}
            done = sum(1 for _ in folder.glob("graded/*/*.json"))
            while waiting and done >= waiting[0]:
                yield waiting.pop(0), most
                most = dict.fromkeys(KINDS, 0.0) if waiting and done < waiting[0] else most
            if ended and waiting:
                raise SystemExit(f"grader grade ended with {run.returncode} after {done} submissions")
            time.sleep(0.2)
        run.wait()


def _resident(run: int) -> dict[str, float]:
    """The largest resident size of each kind of process, in MiB."""
    found = {"run": _size(run)}
    parents = dict(_processes())
    ours = {run}
    for _ in range(8):
        ours |= {number for number, parent in parents.items() if parent in ours}
    for number in ours - {run}:
        line = _line(number)
        kind = "warm parents" if "main.py" in line and "bwrap" not in line else "judges" if "fork" in line else ""
        if kind:
            found[kind] = max(found.get(kind, 0.0), _size(number))
    return found


def _processes() -> Iterator[tuple[int, int]]:
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            yield int(entry.name), int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue


def _line(number: int) -> str:
    try:
        return Path(f"/proc/{number}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def _size(number: int) -> float:
    try:
        status = Path(f"/proc/{number}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS")), 0.0)
