"""What code in the sandbox can reach: it is asked to look, and finds nothing."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import course
from grader.sandbox.limits import Limits
from grader.sandbox.session import Session, open_session
from grader.sandbox.view import student_view

SECRET = "canary-4f0c"


def ask(session: Session, body: str, timeout: float = 120.0) -> Any:
    """What a function with this body returns in the sandbox."""
    lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
    assert session.run(f"import os, sys\ndef probe():\n{lines}").status == "ok"
    reply = session.call("probe", {}, timeout)
    assert reply.status == "ok", reply.error
    return reply.value


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, Path]]:
    """A session whose view has canaries around it, in HOME and in the environment; and where they are."""
    folder = tmp_path_factory.mktemp("class")
    view = student_view(frozenset(), folder / "views")
    patch = pytest.MonkeyPatch()
    patch.setenv("HOME", str(folder / "home"))
    patch.setenv("COURSE_CANARY", SECRET)
    for place in (folder, folder / "views", folder / "home"):
        place.mkdir(exist_ok=True)
        (place / "canary.txt").write_text(SECRET)
    with open_session(view, sandbox="bwrap", limits=Limits()) as session:
        yield session, folder
    patch.undo()


def test_canaries(inside: tuple[Session, Path]) -> None:
    """Are files beside the view and in HOME out of sight, by name and by walk, and this environment too?"""
    session, folder = inside
    places = [str(place / "canary.txt") for place in (folder, folder / "views", folder / "home")]
    assert ask(session, f"return [os.path.exists(place) for place in {places!r}]").tolist() == [False] * 3
    assert ask(session, "return sum('canary.txt' in files for _, _, files in os.walk('/'))") == 0
    assert SECRET not in ask(session, "return str(os.environ)")
    assert (folder / "canary.txt").read_text() == SECRET  # they were there to be found


def test_the_checkout_is_out_of_sight(inside: tuple[Session, Path]) -> None:
    """Is nothing of this project in the sandbox but the view and the worker's own modules?"""
    home = Path(course.__file__).resolve().parents[1]
    session, _ = inside
    assert ask(session, f"return os.path.exists({str(home / 'course')!r})") is False
    walk = "return tuple(top for top, folders, _ in os.walk('/opt') if {'course', 'solutions'} & {*folders})"
    found = ask(session, walk)
    assert found == ("/opt/view",)


SEARCH = """
needles = [needle.encode() for needle in {needles!r}]
found = []
for top, folders, files in os.walk('/'):
    if top == '/':
        folders.remove('usr')  # the system's, which nobody can write without being root
    for name in files:
        if name.endswith(('.py', '.pyc', '.ipynb', '.pth')):
            try:
                text = open(os.path.join(top, name), 'rb').read()
            except OSError:
                continue
            found += [top + '/' + name for needle in needles if needle in text]
return tuple(found)
"""


def test_specs_are_not_there(inside: tuple[Session, Path]) -> None:
    """Does a search through all files find no line that only the specs hold, but a line that is there?"""
    session, _ = inside
    specs = sorted((Path(course.__file__).parent / "exercises").rglob("*.py"))
    first_lines = [spec.read_text().splitlines()[0].strip('"') for spec in specs]
    needles = [line for line in first_lines if len(line) > 20]
    assert needles
    control = "Every error that the course raises, in one small tree."
    found = ask(session, SEARCH.format(needles=[*needles, control]))
    folder = "/opt/view/course"
    assert {place.split(".cpython")[0] for place in found} == {f"{folder}/errors.py", f"{folder}/__pycache__/errors"}


def test_specs_are_not_in_memory(inside: tuple[Session, Path]) -> None:
    """Do `gc` and the loaded modules hold no exercise and nothing of the judge?"""
    session, _ = inside
    kinds = {"Exercise", "GradientExercise", "ValueExercise", "PropertyExercise", "Case", "Mistake"}
    body = f"import gc\nreturn tuple({{type(one).__name__ for one in gc.get_objects()}} & {kinds!r})"
    assert ask(session, body) == ()
    modules = ask(session, "return tuple(sys.modules)")
    assert not [name for name in modules if name.startswith("grader")]


@pytest.mark.parametrize(
    "place",
    ["/", "/opt", "/opt/view/course", "/opt/worker", "/opt/packages/0", "/opt/packages/0/numpy", "/dev/shm", "/usr"],
)
def test_nothing_can_be_written(inside: tuple[Session, Path], place: str) -> None:
    """Are the view, the packages and all the rest read-only, and chmod refused?"""
    session, _ = inside
    body = f"""
failed = []
new = {place!r} + '/new'
for act in (lambda: open(new, 'w'), lambda: os.mkdir(new), lambda: os.chmod({place!r}, 0o777)):
    try:
        act()
    except OSError as error:
        failed.append(error.errno)
return failed
"""
    assert len(ask(session, body)) == 3


def test_only_the_scratch_is_writable(inside: tuple[Session, Path]) -> None:
    """Is the working folder writable, with /tmp leading to it, and is it the only such folder?"""
    session, _ = inside
    body = """
open('mine', 'w').close()
assert os.path.exists('/tmp/mine')
writable = {top for top, _, _ in os.walk('/') if os.access(top, os.W_OK)}
return tuple(top for top in writable if top.split('/')[1] not in ('scratch', 'tmp'))
"""
    assert ask(session, body) == ()


def test_an_installed_module_cannot_be_shadowed(inside: tuple[Session, Path]) -> None:
    """Does a numpy.py in the scratch stay unseen?"""
    session, _ = inside
    assert "scratch" not in ask(session, "open('decimal.py', 'w').close()\nimport decimal\nreturn decimal.__file__")


@pytest.mark.parametrize(
    "attempt",
    [
        "os.fork()",
        "os.posix_spawn(sys.executable, [sys.executable], {})",
        "__import__('subprocess').run([sys.executable, '-c', ''])",
        "os.execv(sys.executable, [sys.executable])",
        "__import__('multiprocessing').get_context('fork').Process(target=print).start()",
        "os.kill(1, 0)",  # signal 0 asks for leave and does nothing, should the filter be missing
        "os.kill(-1, 0)",
        "__import__('socket').socket()",
        "__import__('socket').create_connection(('127.0.0.1', 1), 1)",
        "os.memfd_create('x')",
        "os.chroot('/opt')",
        "os.unshare(0x10000000) if hasattr(os, 'unshare') else os.setns(0) if hasattr(os, 'setns') else os.fork()",
    ],
)
@pytest.mark.parametrize("kind", ["bwrap", "none"])
def test_denied(kind: str, request: pytest.FixtureRequest, attempt: str) -> None:
    """Is each new process, program, signal, socket and namespace refused, with and without namespaces?"""
    session = request.getfixturevalue(f"one_{kind}")
    source = f"import os, sys\ntry:\n    {attempt}\nexcept PermissionError as e:\n    refused = e.errno"
    session.run("refused = None")
    assert session.run(source).status == "ok"
    session.run("def f():\n    return refused")
    assert session.call("f", {}).value == 1  # EPERM


@pytest.fixture(scope="module")
def one_bwrap(view: Path) -> Iterator[Session]:
    with open_session(view, sandbox="bwrap", limits=Limits()) as session:
        yield session


@pytest.fixture(scope="module")
def one_none(view: Path) -> Iterator[Session]:
    with open_session(view, sandbox="none", limits=Limits()) as session:
        yield session


def test_system_calls_are_refused_from_c(one_bwrap: Session) -> None:
    """Does the filter stand against calls made past Python (clone, mount, ptrace, io_uring), and allow others?"""
    if os.uname().machine != "x86_64":
        pytest.fail("the numbers in this test are those of x86-64: add this machine's")
    body = """
import ctypes
call = ctypes.CDLL(None, use_errno=True).syscall
def errno(*numbers):
    ctypes.set_errno(0)
    call(*numbers)
    return ctypes.get_errno()
return [errno(56, 17, 0, 0, 0, 0), errno(435, 0, 0), errno(165, 0, 0, 0, 0, 0), errno(101, 0, 0, 0, 0),
        errno(425, 1, 0), errno(272, 0), errno(39)]
"""
    assert ask(one_bwrap, body).tolist() == [1, 38, 1, 1, 1, 1, 0]


def test_the_mount_table_cannot_be_asked_for(one_bwrap: Session) -> None:
    """Are listmount and statmount refused, which name this machine's folders without any /proc?"""
    body = """
import ctypes
call = ctypes.CDLL(None, use_errno=True).syscall
mounts, request = (ctypes.c_uint64 * 64)(), (ctypes.c_uint64 * 3)(24, 2**64 - 1, 0)
said = []
for number in (457, 458):
    ctypes.set_errno(0)
    said.append((call(number, ctypes.byref(request), ctypes.byref(mounts), 64, 0), ctypes.get_errno()))
return tuple(said)
"""
    assert ask(one_bwrap, body) == ((-1, 1), (-1, 1))


@pytest.mark.parametrize("kind", ["net", "pid", "ipc", "uts", "mnt", "user", "cgroup"])
def test_namespaces(view: Path, family: Callable[[], dict[int, str]], kind: str) -> None:
    """Is the worker in a namespace of its own of each kind, so that the filter is not the only wall?"""
    before = family()
    with open_session(view, sandbox="bwrap", limits=Limits()):
        spaces = {Path(f"/proc/{number}/ns/{kind}").readlink() for number in family().keys() - before.keys()}
    assert spaces - {Path(f"/proc/self/ns/{kind}").readlink()}


def test_the_machine_is_not_named(inside: tuple[Session, Path]) -> None:
    """Do the host's name, user and folders of this project not show: names, /proc, paths on the import path?"""
    session, folder = inside
    look = "os.uname().nodename, os.getuid(), os.path.exists('/proc/self'), tuple(sys.path), tuple(sys.argv)"
    name, user, proc, path, argv = ask(session, f"return {look}")
    assert name == "sandbox" != socket.gethostname()
    assert user == 65534
    assert proc is False
    text = " ".join([*path, *argv])
    assert str(folder) not in text
    assert str(Path(course.__file__).parents[1]) not in text
