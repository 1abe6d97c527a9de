"""Slots that are kept for the next session."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.sandbox import warm
from grader.sandbox.limits import Limits
from grader.sandbox.slot import Slot
from grader.sandbox.view import student_view
from grader.sandbox.warm import cool, open_warm

KINDS = pytest.mark.parametrize("kind", ["bwrap", "none"])


@pytest.fixture(autouse=True)
def cold() -> Iterator[None]:
    """Each test begins and ends without a slot."""
    cool()
    yield
    cool()


def slot() -> Slot:
    assert warm._kept.slot is not None
    return warm._kept.slot


@KINDS
def test_the_slot_is_kept(view: Path, kind) -> None:
    """Do two sessions run in one slot, and is nothing left once it is cooled?"""
    open_warm(view, sandbox=kind, limits=Limits()).close()
    first = slot()
    with open_warm(view, sandbox=kind, limits=Limits()) as session:
        assert session.run("1").status == "ok"
    assert slot() is first
    cool()
    assert first.closed


def test_another_view_gets_another_slot(view: Path, tmp_path: Path) -> None:
    """Is what one assignment withholds never shown by the other's slot, and is the old slot ended?"""
    open_warm(view, sandbox="bwrap", limits=Limits()).close()
    first = slot()
    other = student_view(frozenset(), tmp_path)
    with open_warm(other, sandbox="bwrap", limits=Limits()) as session:
        assert session.run("from course.perceptron import RULES\nlist(RULES)").status == "ok"
    with open_warm(view, sandbox="bwrap", limits=Limits()) as session:
        assert session.run("from course.perceptron import RULES\nlist(RULES)").status == "withheld"
    assert first.closed


@KINDS
def test_a_lost_slot_is_replaced(view: Path, kind) -> None:
    """Where the warm parent was killed from outside, does the next session start all the same?"""
    open_warm(view, sandbox=kind, limits=Limits()).close()
    lost = slot()
    os.killpg(lost._popen.pid, signal.SIGKILL)
    with open_warm(view, sandbox=kind, limits=Limits()) as session:
        assert session.run("1").status == "ok"
    assert lost.closed


def test_each_thread_has_its_own(view: Path) -> None:
    """Since a sandbox ends with the thread that made it: does none use another's?"""
    open_warm(view, sandbox="none", limits=Limits()).close()
    mine, theirs = slot(), []

    def other() -> None:
        open_warm(view, sandbox="none", limits=Limits()).close()
        theirs.append(slot())
        cool()

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert theirs[0] is not mine
    assert not mine.closed


JUDGE = """
import sys
from pathlib import Path
from grader.sandbox.limits import Limits
from grader.sandbox.warm import open_warm
for _ in range(2):
    session = open_warm(Path(sys.argv[1]), sandbox=sys.argv[2], limits=Limits())
    session.run("import threading\\ndef spin():\\n    while True: pass\\nthreading.Thread(target=spin).start()")
    if _ == 0: session.close()
print("ready", flush=True)
sys.stdin.read()
if sys.argv[3] == "killed": session.run("while True: pass", timeout=600)
"""


@KINDS
@pytest.mark.parametrize("end", ["killed", "done"])
def test_nothing_outlives_the_judge(view: Path, tmp_path: Path, family, kind, end: str) -> None:
    """Where the judge is killed, or simply ends with a warm slot and an open session, does all of it end too?"""
    others = family()
    place = os.environ | {"TMPDIR": str(tmp_path)}  # a killed judge cannot clear up
    line = [sys.executable, "-c", JUDGE, str(view), kind, end]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=place) as judge:
        assert judge.stdin and judge.stdout
        assert judge.stdout.readline() == b"ready\n"
        handles = [os.pidfd_open(number) for number in family() if number not in {*others, judge.pid}]
        judge.stdin.close()
        if end == "killed":
            judge.kill()
    assert end == "killed" or judge.returncode == 0
    assert len(handles) >= 3
    for handle in handles:
        ended = select.poll()
        ended.register(handle, select.POLLIN)
        assert ended.poll(10_000)
        os.close(handle)
