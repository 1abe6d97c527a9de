"""Sessions one after another in one slot: the second is as if it were alone."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from grader.errors import WorkerStartError
from grader.sandbox import bwrap
from grader.sandbox.limits import Limits
from grader.sandbox.session import CellReply, Session, begin
from grader.sandbox.slot import Slot

KINDS = pytest.mark.parametrize("kind", ["bwrap", "none"])
WALLED = pytest.mark.parametrize("kind", ["bwrap"])


def ask(session: Session, body: str) -> Any:
    """What a function with this body returns."""
    lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
    assert session.run(f"import os, sys\nimport numpy as np\ndef probe():\n{lines}") == CellReply("ok")
    reply = session.call("probe", {})
    assert reply.status == "ok", reply.error
    return reply.value


@pytest.fixture
def slot(view: Path, kind: Any) -> Iterator[Slot]:
    """A slot of the test's kind; it takes more than one session."""
    made = Slot(view, kind, Limits(), preload=True)
    assert made.reusable
    yield made
    made.close()


SPOIL_FILES = """
deep = '.'
for _ in range(1200):
    os.mkdir('d')
    os.chdir('d')
os.chdir(os.environ['HOME'])
open('numpy.py', 'w').write('raise SystemExit')
os.mkdir('locked', 0)
try:
    while True: open('full', 'ab').write(b'x' * 10**6)
except OSError: pass
try: os.setxattr('.', 'user.answers', b'42')
except OSError: pass
os.utime('.', (1, 1))
os.chmod('.', 0)
return True
"""


@KINDS
def test_files_are_gone(slot: Slot) -> None:
    """After files of every kind, a full disk and a scratch made unreadable: is the next scratch new, and usable?"""
    with begin(slot, Limits(scratch_mib=2, file_mib=2)) as first:
        assert ask(first, SPOIL_FILES) is True
    with begin(slot, Limits(scratch_mib=2)) as second:
        look = "return tuple(os.listdir('.')), os.stat('.').st_mtime > 10, tuple(os.listxattr('.'))"
        assert ask(second, look) == ((), True, ())
        assert ask(second, "return open('mine', 'w').write('x' * 10**6)") == 10**6


SPOIL_MEMORY = """
import builtins, random, course.losses
builtins.len = lambda thing: 42
np.sum = np.allclose = lambda *args, **kwargs: True
sys.modules['course.activations'] = None
course.losses.__dict__.clear()
sys.path.insert(0, '/scratch')
os.environ['EVIL'] = '1'
get_ipython().ast_transformers.append(None)
get_ipython().user_ns['left'] = 1
type(get_ipython()).run_cell = None
sys.setrecursionlimit(50)
return True
"""


@KINDS
def test_memory_is_as_it_was(slot: Slot) -> None:
    """After a session that broke Python, NumPy, the course and its own shell: does the next one find them whole?"""
    with begin(slot, Limits()) as first:
        lines = "\n".join(f"    {line}" for line in SPOIL_MEMORY.strip().splitlines())
        first.run(f"import os, sys\nimport numpy as np\ndef spoil():\n{lines}")
        assert first.call("spoil", {}).status == "crashed"  # its own worker cannot even answer any more
    with begin(slot, Limits()) as second:
        look = """
import course.activations, course.losses
return (len('ab'), float(np.sum(np.ones(3))), course.losses.__name__, 'EVIL' in os.environ,
        'left' in get_ipython().user_ns, '/scratch' in sys.path, sys.getrecursionlimit() > 500)
"""
        assert ask(second, look) == (2, 3.0, "course.losses", False, False, False, True)


@KINDS
def test_sessions_draw_different_numbers(slot: Slot) -> None:
    """Though they are copies of one process, is unseeded randomness fresh in each?"""
    drawn = set()
    for _ in range(2):
        with begin(slot, Limits()) as session:
            drawn |= set(ask(session, "import random\nreturn np.random.random(), random.random()"))
    assert len(drawn) == 4


@KINDS
def test_no_session_inherits_anything(slot: Slot) -> None:
    """Does the second session too hold three null devices and two pipes, and no socket?"""
    begin(slot, Limits()).close()
    look = """
import stat
found = []
for number in range(500):
    try: mode = os.fstat(number).st_mode
    except OSError: continue
    found.append('pipe' if stat.S_ISFIFO(mode) else 'null' if stat.S_ISCHR(mode) else 'other')
return tuple(found)
"""
    with begin(slot, Limits()) as second:
        assert sorted(ask(second, look)) == ["null"] * 3 + ["pipe"] * 2


@WALLED
def test_a_session_has_no_capability_and_no_neighbour(slot: Slot) -> None:
    """Is the one right that the parent holds given up, in all sets, and is nobody there but the first process?"""
    look = """
import ctypes
call = ctypes.CDLL(None, use_errno=True)
sets = (ctypes.c_uint32 * 6)()
assert call.capget((ctypes.c_uint32 * 2)(0x20080522, 0), sets) == 0
return tuple(sets), call.prctl(47, 1, 21, 0, 0), call.prctl(39, 0, 0, 0, 0), os.getpid(), os.getppid()
"""
    with begin(slot, Limits()) as session:
        assert ask(session, look) == ((0,) * 6, 0, 1, 2, 1)  # ambient: none; no new rights: promised


def spaces(numbers: Iterable[int], space: str) -> dict[Path, int]:
    """Each namespace of this kind with a handle, so that its number is not given out again."""
    found = {}
    for number in numbers:
        place = Path(f"/proc/{number}/ns/{space}")
        with suppress(FileNotFoundError, ProcessLookupError):  # what sets a session up comes and goes
            found[place.readlink()] = os.open(place, os.O_RDONLY)
    return found


@WALLED
@pytest.mark.parametrize("space", ["mnt", "pid", "ipc", "net"])
def test_each_session_has_namespaces_of_its_own(slot: Slot, family: Any, space: str) -> None:
    """Seen from outside: are a session's namespaces neither its parent's, nor those of the session before?"""
    parents = set(spaces(family(), space))
    found, handles = [], []
    for _ in range(2):
        before = family()
        with begin(slot, Limits()):
            seen = spaces(family().keys() - before.keys(), space)
            found.append(set(seen) - parents)
            handles += seen.values()
        assert found[-1]
    assert not found[0] & found[1]
    assert handles


@KINDS
@pytest.mark.parametrize("end", ["import os; os._exit(3)", "import os; os.kill(os.getpid(), 9)", "while True: pass"])
def test_the_slot_survives_its_sessions(slot: Slot, end: str) -> None:
    """After a session that ended itself or never would: is the slot there for the next, with the same parent?"""
    with begin(slot, Limits()) as first:
        assert first.run(end, timeout=0.5).status in ("crashed", "timeout")
    assert not slot.closed
    with begin(slot, Limits()) as second:
        assert second.run("1") == CellReply("ok")


@KINDS
def test_closing_a_session_leaves_the_slot_alone(slot: Slot, family: Any) -> None:
    """Are the processes afterwards those of before: the slot's own, whatever the session started?"""
    before = family()
    with begin(slot, Limits()) as session:
        thread = "import threading\nthreading.Thread(target=threading.Event().wait).start()"
        assert session.run(thread) == CellReply("ok")
        assert family().keys() > before.keys()
    assert family() == before


@WALLED
def test_a_machine_without_renewal_serves_one_session(
    view: Path, monkeypatch: pytest.MonkeyPatch, kind: Any
) -> None:
    """Where walls cannot be made anew, does a slot take one session, still walled off and without rights?"""
    monkeypatch.setattr(bwrap, "can_renew", lambda: False)
    slot = Slot(view, kind, Limits())
    assert not slot.reusable
    with begin(slot, Limits()) as session:
        look = "return os.path.exists('/proc/1'), os.getuid(), tuple(os.listdir('.'))"
        assert ask(session, look)[:2] == (False, 65534)
    assert slot.closed
    with pytest.raises(WorkerStartError):
        begin(slot, Limits())


@KINDS
def test_a_slot_that_cannot_start_leaves_nothing(
    view: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Any
) -> None:
    """Where the system gives no process, are folder and descriptors given back, and the error told as it is?"""
    bwrap.command(view, Limits(), [])  # what it finds out about this machine takes processes, once

    def no_memory(*arguments: Any, **settings: Any) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(subprocess, "Popen", no_memory)
    before = len(list(Path("/proc/self/fd").iterdir()))
    with pytest.raises(OSError, match="Cannot allocate"):
        Slot(view, kind, Limits())
    assert list(tmp_path.iterdir()) == []
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@KINDS
def test_a_slot_whose_parent_is_gone_says_so(slot: Slot, family: Any, kind: str) -> None:
    """Where somebody kills the warm parent, is the next session an error of ours, with nothing left over?"""
    before = family()
    os.killpg(slot._popen.pid, signal.SIGKILL)
    with pytest.raises(WorkerStartError):
        begin(slot, Limits())
    assert slot.closed
    assert len(family()) <= len(before) - 1
