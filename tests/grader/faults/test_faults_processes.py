"""A worker, or a judge, that is killed -9 from outside in the middle of a call: nobody loses a point by it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.grader.faults.conftest import SEED
from tests.grader.faults.states import State, state
from tests.grader.judge.lesson import BODIES, SPECS, solved
from tests.grader.run.classes import TRANSPOSED, new_class, submit

PATIENCE = 120
HOARD = 256 << 20
# Its first call in a process can be seen from outside: it takes memory that nothing else here has, for a while.
SLOW = (
    f"def two_layer_dx({', '.join(SPECS['two_layer_dx'].signature)}):\n"
    "    import time\n"
    "    if not hasattr(np, 'seen'):\n"
    f"        np.seen = np.ones({HOARD // 8})\n"
    "        time.sleep(1)\n"
    "        np.seen = None\n"
    f"    {BODIES['two_layer_dx']}\n"
)


def everything() -> dict[int, tuple[int, int, bytes]]:
    """Each process: its parent, its resident bytes, its command line."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            resident = int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            found[int(folder.name)] = parent, resident, (folder / "cmdline").read_bytes()
    return found


def below(run: int) -> dict[int, tuple[int, int, bytes]]:
    """The processes that descend from ``run``."""
    found = everything()

    def descends(pid: int) -> bool:
        while pid in found and pid != run:
            pid = found[pid][0]
        return pid == run

    return {pid: what for pid, what in found.items() if pid != run and descends(pid)}


def the_worker(processes: dict[int, tuple[int, int, bytes]]) -> int | None:
    """The process in which the slow call is under way."""
    return next((pid for pid, (_, resident, _) in processes.items() if resident > HOARD), None)


def the_judge(processes: dict[int, tuple[int, int, bytes]]) -> int | None:
    """A process of the pool, while the slow call is under way: a child of the fork server, and its copy."""
    if the_worker(processes) is None:
        return None
    servers = {pid for pid, (_, _, command) in processes.items() if b"forkserver" in command}
    judges = [pid for pid in servers if processes[pid][0] in servers]
    return min(judges, default=None)


def run_and_kill(folder: Path, victim: Callable[[Any], int | None] | None) -> int:
    """``grader grade``; the victim is killed once, when it is there. The run's exit code."""
    command = [str(Path(sys.executable).with_name("grader")), "grade", str(folder), *SEED, "--jobs", "1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        for _ in range(PATIENCE * 50) if victim is not None else ():
            if (found := victim(below(run.pid)) if victim else None) is not None:
                os.kill(found, signal.SIGKILL)
                break
            with contextlib.suppress(subprocess.TimeoutExpired):
                raise AssertionError(f"the run ended by itself with {run.wait(0.02)}")
        return run.wait(PATIENCE)


@pytest.fixture(scope="module")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Path]]:
    """Classes in which one answer's first call can be seen from outside."""
    home = tmp_path_factory.mktemp("processes")

    def make(name: str) -> Path:
        folder = new_class(home / name)
        submit(folder, "ada", solved(two_layer_dx=SLOW, linear_backward=TRANSPOSED))
        return folder

    yield make


@pytest.fixture(scope="module")
def calm(classes: Callable[[str], Path]) -> State:
    """What an undisturbed run leaves."""
    folder = classes("calm")
    assert run_and_kill(folder, None) == 0
    return state(folder)


def without_events(found: State) -> State:
    """All but what is told of the incident, in results and in the notebooks to look at."""
    results = {path: data | {"events": []} for path, data in found["results"].items()}
    return {**found, "results": results, "notebooks": list(found["notebooks"])}


def events(found: State) -> list[str]:
    return [event for data in found["results"].values() for event in data["events"]]


def test_a_worker_killed_in_the_middle_of_a_call_costs_no_point(classes: Callable[[str], Path], calm: State) -> None:
    """Is the call made again in a fresh worker, with the same marks in the end, and is the instructor told?"""
    folder = classes("worker")
    assert run_and_kill(folder, the_worker) == 0
    found = state(folder)
    assert without_events(found) == without_events(calm)
    assert events(calm) == []
    (told,) = events(found)
    assert told.startswith("instructor: ")
    assert "two_layer_dx" in told


def test_a_judge_killed_in_the_middle_of_a_call_costs_no_point(classes: Callable[[str], Path], calm: State) -> None:
    """Is its submission judged again, with everything as an undisturbed run leaves it?"""
    folder = classes("judge")
    assert run_and_kill(folder, the_judge) == 0
    assert state(folder) == calm
