"""Each limit, as the worker meets it."""

from __future__ import annotations

import resource

import pytest

from grader.sandbox.limits import Limits
from grader.sandbox.session import CellReply

KINDS = pytest.mark.parametrize("kind", ["bwrap", "none"])


@KINDS
def test_limits_are_set(fresh, kind) -> None:
    """Does the worker run under the limits that were asked for, hard ones too?"""
    limits = Limits(memory_mib=900, file_mib=3, open_files=40, cpu_seconds=50)
    session = fresh(kind, memory_mib=900, file_mib=3, open_files=40, cpu_seconds=50)
    names = ["AS", "FSIZE", "NOFILE", "CPU", "CORE"]
    look = f"[r.getrlimit(getattr(r, 'RLIMIT_' + n)) for n in {names}]"
    session.run(f"import resource as r\ndef f():\n    return {look}")
    mib = 1 << 20
    wanted = [limits.memory_mib * mib, limits.file_mib * mib, limits.open_files, limits.cpu_seconds, 0]
    got = session.call("f", {}).value.tolist()
    assert [soft for soft, _ in got] == wanted
    assert all(hard <= soft + 1 and hard != resource.RLIM_INFINITY for soft, hard in got)


def test_processor_time(fresh) -> None:
    """Is a session that uses up its processor time told so, though no single cell took too long?"""
    session = fresh(cpu_seconds=2)
    reply = session.run("while True: pass", timeout=120)
    assert reply == CellReply("timeout", "used more than 2 s of processor time")


def test_large_files(fresh) -> None:
    """Does a file end at its limit, and do many files end at the size of the scratch?"""
    session = fresh(file_mib=1, scratch_mib=4)
    # Python ignores SIGXFSZ, so the write itself fails
    assert "File too large" in session.run("open('big', 'wb').write(b'x' * (2 << 20))").error
    many = "for n in range(9): open(str(n), 'wb').write(b'x' * (1 << 20))"
    assert "No space left" in session.run(many).error
    assert session.run("1") == CellReply("ok")


def test_empty_files(fresh) -> None:
    """Do files without content, which have no size but fill the kernel's memory, come to an end as well?"""
    session = fresh(scratch_mib=1)
    reply = session.run("for n in range(10_000): open(str(n), 'w').close()", timeout=60)
    assert "No space left" in reply.error
    session.run("import os\ndef f():\n    return len(os.listdir('.'))")
    assert 1000 < session.call("f", {}).value <= 1024


def test_many_descriptors(fresh) -> None:
    """Do descriptors run out for the student's code, and answers still come?"""
    session = fresh()
    reply = session.run("files = []\nwhile True: files.append(open('/dev/null'))")
    assert "Too many open files" in reply.error
    session.run("def f():\n    return 5")
    assert session.call("f", {}).value == 5


def test_many_threads(fresh) -> None:
    """Do threads without end run into a limit, and does the session survive or end, but never hang?"""
    session = fresh(memory_mib=1024)
    source = "import threading\nstop = threading.Event()\nwhile True: threading.Thread(target=stop.wait).start()"
    assert session.run(source, timeout=120).status in ("crashed", "memory")
