"""A worker's process inherits nothing, and leaves nothing."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

KINDS = pytest.mark.parametrize("kind", ["bwrap", "none"])


def remains(before: dict[int, str]) -> dict[int, str]:
    """Those of ``before`` that still exist, zombies included, wherever they hang now."""
    left = {}
    for number, start in before.items():
        try:
            fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[19] == start:
            left[number] = start
    return left


LEAVE_SOMETHING = """
import atexit, ctypes, os, signal, threading
ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)  # no signal at the death of its parent
atexit.register(lambda: [None for _ in iter(int, 1)])
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
    signal.signal(number, signal.SIG_IGN)
def spin():
    while True: pass
threading.Thread(target=spin).start()
try:
    os.setsid()
except PermissionError:
    pass
"""


@KINDS
def test_nothing_is_left(fresh, family, kind) -> None:
    """After a session is closed, is every process of it gone: threads, ignored signals, a session of its own?"""
    others = family()
    session = fresh(kind)
    assert session.run(LEAVE_SOMETHING).status == "ok"
    mine = {number: start for number, start in family().items() if number not in others}
    assert mine
    session.close()
    assert remains(mine) == {}
    session.close()


@KINDS
def test_nothing_is_left_after_a_timeout(fresh, family, kind) -> None:
    """Is the same true at once when the judge's patience ends?"""
    others = family()
    session = fresh(kind)
    mine = {number: start for number, start in family().items() if number not in others}
    assert session.run("while True: pass", timeout=0.2).status == "timeout"
    assert mine
    assert remains(mine) == {}


@KINDS
def test_nothing_is_inherited(fresh, kind) -> None:
    """Does the worker hold its three null devices and two pipes, though this process leaves a file inheritable?"""
    read, write = os.pipe()
    os.set_inheritable(write, True)
    try:
        session = fresh(kind)
        session.run(
            "import os\ndef f():\n    found = []\n    for n in range(200):\n        try: os.fstat(n)\n"
            "        except OSError: continue\n        found.append(n)\n    return found"
        )
        assert len(session.call("f", {}).value) == 5
    finally:
        os.close(read)
        os.close(write)


def test_descriptors_come_back(fresh) -> None:
    """Does this process hold no more descriptors after many sessions than before?"""
    fresh().close()
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        fresh().close()
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_the_home_of_a_worker_without_walls(fresh) -> None:
    """Without namespaces, does the worker live in a folder of its own, which goes with it?"""
    session = fresh("none")
    session.run("import os\ndef f():\n    return os.getcwd(), os.environ['HOME']")
    here, home = session.call("f", {}).value
    assert here == home != str(Path.home())
    session.close()
    assert not Path(here).exists()


JUDGE = """
import sys
from pathlib import Path
from grader.sandbox.limits import Limits
from grader.sandbox.session import open_session
session = open_session(Path(sys.argv[1]), sandbox=sys.argv[2], limits=Limits())
session.run(sys.argv[3])
print("ready", flush=True)
session.run("while True: pass", timeout=600)
"""


@KINDS
def test_nothing_outlives_the_judge(view: Path, tmp_path: Path, family, kind) -> None:
    """Where the judge itself is killed, does every process of its worker end too, in the middle of a loop?"""
    others = family()
    line = [sys.executable, "-c", JUDGE, str(view), kind, LEAVE_SOMETHING]
    place = os.environ | {"TMPDIR": str(tmp_path)}  # a killed judge cannot clear up
    with subprocess.Popen(line, stdout=subprocess.PIPE, env=place) as judge:
        assert judge.stdout
        assert judge.stdout.readline() == b"ready\n"
        handles = [os.pidfd_open(number) for number in family() if number not in {*others, judge.pid}]
        judge.kill()
    assert handles
    for handle in handles:
        ended = select.poll()
        ended.register(handle, select.POLLIN)
        assert ended.poll(10_000)
        os.close(handle)
