"""What a session answers to cells and calls, honest and hostile."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from grader.errors import GraderError, WorkerStartError
from grader.sandbox.limits import Limits
from grader.sandbox.session import ENDED, CellReply, Session, open_session

KINDS = pytest.mark.parametrize("kind", ["bwrap", "none"])


@KINDS
def test_a_function_answers(fresh, kind) -> None:
    """Do a cell and a call of its function give the right arrays, with and without namespaces?"""
    session = fresh(kind)
    assert session.run("import numpy as np\ndef f(W, x):\n    return W @ x, {'n': 3}") == CellReply("ok")
    args = {"W": np.arange(6.0).reshape(2, 3), "x": np.ones(3)}
    reply = session.call("f", args)
    assert reply.status == "ok"
    product, rest = reply.value
    np.testing.assert_array_equal(product, [3.0, 12.0])
    assert rest == {"n": 3}
    np.testing.assert_array_equal(reply.inputs_after["W"], args["W"])
    assert reply.seconds > 0
    assert session.events == ()


def test_cells_share_one_namespace(shared: Session) -> None:
    """Does a later cell, and a call, see what an earlier one defined?"""
    shared.run("base = 40")
    shared.run("def add(n):\n    return base + n")
    assert shared.call("add", {"n": 2}).value == 42


def test_a_change_of_inputs_shows(shared: Session) -> None:
    """Is a function that changes its arguments seen to do so, and do the judge's own arrays stay?"""
    shared.run("def spoil(X, params):\n    X[0] = 7\n    params['b'] += 1\n    return 0")
    args = {"X": np.zeros(2), "params": {"b": np.zeros(1)}}
    after = shared.call("spoil", args).inputs_after
    assert after["X"].tolist() == [7, 0]
    assert after["params"]["b"].tolist() == [1]
    assert args["X"].tolist() == [0, 0]
    assert args["params"]["b"].tolist() == [0]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 / 0", CellReply("crashed", "ZeroDivisionError: division by zero (your line 1)")),
        ("x = 1\nraise ValueError('no')", CellReply("crashed", "ValueError: no (your line 2)")),
        ("x = 1\ndef f(:\n    pass", CellReply("crashed", "SyntaxError: invalid syntax (your line 2)")),
        ("raise NotImplementedError", CellReply("not_attempted")),
        ("raise SystemExit", CellReply("crashed", "SystemExit (your line 1)")),
        ("raise KeyboardInterrupt", CellReply("crashed", "KeyboardInterrupt (your line 1)")),
        ("input()", CellReply("crashed", "EOFError: EOF when reading a line (your line 1)")),
        ("def f(): f()\nf()", None),
        ("exit()", None),
        ("a\0b", None),
        ("'\ud800'; raise ValueError", None),
        ("raise ValueError('\\ud800\\x1b[31m' + 'x' * 10**6)", None),
        ("class E(Exception):\n    def __str__(self): raise E\nraise E", None),
    ],
)
def test_cells_that_fail(shared: Session, source: str, expected: CellReply | None) -> None:
    """Does each kind of failure have its status and one short, printable line, and the session go on?"""
    reply = shared.run(source)
    assert reply.status in ("crashed", "not_attempted")
    assert expected is None or reply == expected
    assert reply.error.isprintable()
    assert len(reply.error) <= 500
    assert shared.run("1") == CellReply("ok")


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ("raise NotImplementedError", "not_attempted", ""),
        ("return x + undefined", "crashed", "NameError: name 'undefined' is not defined (your line 2)"),
        ("return object()", "unusable", "expected an array or a number, got object"),
        ("return (i for i in x)", "unusable", "expected an array or a number, got generator"),
        ("raise SystemExit(3)", "crashed", "SystemExit: 3 (your line 2)"),
        ("return 10**5000", "unusable", None),
        ("return '\\ud800'", "unusable", None),
        ("from course import numeric_gradient as n\n    return n(f, x)", "withheld", None),
    ],
)
def test_calls_that_fail(shared: Session, body: str, status: str, error: str | None) -> None:
    """Does each failure of a call have its status and sentence, and the session go on?"""
    session = shared
    assert session.run(f"def f(x):\n    {body}").status == "ok"
    reply = session.call("f", {"x": np.zeros(2)})
    assert reply.status == status
    assert reply.value is None
    assert error is None or reply.error == error
    assert session.alive


def test_functions_that_are_none(shared: Session) -> None:
    """Is a function that was never defined 'missing', and a name that holds no function 'unusable'?"""
    shared.run("number = 3")
    assert shared.call("nowhere", {}).status == "missing"
    assert shared.call("number", {}).status == "unusable"


def test_a_value_too_large_to_send(fresh) -> None:
    """Is an answer beyond the limit of a frame 'unusable', and the session still there?"""
    session = fresh(frame_mib=1)
    session.run("import numpy as np\ndef f():\n    return np.zeros(200_000)")
    assert session.call("f", {}).status == "unusable"
    assert session.alive


def test_withheld_modules(shared: Session) -> None:
    """Do withheld modules import, and raise on use with a sentence that names them?"""
    source = "from course.perceptron import train\nfrom course.exercises import find\nimport course.gradcheck"
    assert shared.run(source) == CellReply("ok")
    for use, name in (("train()", "course.perceptron.train"), ("find('x')", "course.exercises.find")):
        reply = shared.run(use)
        assert reply.status == "withheld"
        assert reply.error.startswith(name)


def test_setup_cells_run(shared: Session) -> None:
    """Do the usual first lines of a lesson work: check, attempt, matplotlib with its magic, top-level await?"""
    for source in (
        "from course import attempt, check\nassert repr(check('margin', print)) == '0'",
        "assert attempt(len, 'ab') == 2",
        "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 2]);\nplt.show()",
        "import asyncio\nawait asyncio.sleep(0)",
    ):
        assert shared.run(source) == CellReply("ok")


@pytest.mark.parametrize(
    "line",
    ["!ls /", "!pip install numpy", "%pip install numpy", "files = !ls", "%matplotlib widget", "%load_ext nowhere",
     "%who_knows", "%cd /nowhere", "%timeit 1 / 0"],
)  # fmt: skip
def test_lines_for_the_shell_cost_nothing(shared: Session, line: str) -> None:
    """Is the function below a line that starts a program, installs or shows something still defined?"""
    assert shared.run(f"{line}\ndef after_{abs(hash(line))}():\n    return 5") == CellReply("ok")
    assert shared.call(f"after_{abs(hash(line))}", {}).value == 5


@pytest.mark.parametrize(
    "source",
    [
        "for _ in range(100_000): print('flood' * 40)",
        "import sys\nsys.stderr.write('noise' * 10**7)\nsys.stdout.buffer.write(b'x' * 10**7)",
        "import os\nfor fd in (1, 2): os.write(fd, b'raw' * 10**6)",
        "import warnings\nfor _ in range(1000): warnings.warn('look')",
        "import logging\nlogging.error('bad')",
        "print('\\ud800')",
        "class Slow:\n    def __repr__(self):\n        while True: pass\n    _repr_html_ = __repr__\nSlow()",
        "display(Slow())",
        "'x' * 10**8",
    ],
)
def test_noise_costs_nothing(shared: Session, source: str) -> None:
    """Do prints, warnings, raw output, displays and huge or endless reprs leave no trace?"""
    assert shared.run(source) == CellReply("ok")


@KINDS
@pytest.mark.parametrize(
    "loop",
    ["while True: pass", "sum(iter(int, 1))", "while True:\n    try:\n        while True: pass\n    except: pass"],
)
def test_endless_loops(fresh, kind, loop: str) -> None:
    """Is an endless loop stopped, in Python, in C, and where it swallows every exception?"""
    session = fresh(kind)
    reply = session.run(loop, timeout=0.3)
    assert reply == CellReply("timeout", "took longer than 0.3 s")
    assert not session.alive
    assert session.run("1").status == "crashed"


def test_endless_calls_and_signal_handlers(fresh) -> None:
    """Is a call stopped that ignores every signal that it can?"""
    session = fresh(call_seconds=0.3)
    session.run(
        "import signal\nfor n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass"
    )
    session.run("def f():\n    while True: pass")
    assert session.call("f", {}).status == "timeout"
    assert not session.alive


@KINDS
@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import os; os._exit(0)", ""),
        ("import os; os.kill(os.getpid(), 9)", " (SIGKILL)"),
        ("import os; os.abort()", " (SIGABRT)"),
        ("import ctypes; ctypes.string_at(0)", " (SIGSEGV)"),
    ],
)
def test_a_worker_that_ends_itself(fresh, kind, source: str, name: str) -> None:
    """Does an end by its own hand cost a 'crashed' with a plain sentence, which names the signal?"""
    session = fresh(kind)
    session.run(f"def f():\n    {source}")
    reply = session.call("f", {})
    assert (reply.status, reply.error) == ("crashed", ENDED + name)
    assert not session.alive
    assert session.run(source).status == "crashed"


@pytest.mark.parametrize(
    "bomb", ["x = [0] * 10**10", "x = []\nwhile True: x.append('y' * 10**6)", "import numpy as np; np.ones(10**10)"]
)
def test_memory_bombs(fresh, bomb: str) -> None:
    """Is a lack of memory told as such, and the session given up, since what fills it stays?"""
    session = fresh(memory_mib=1024)
    assert session.run(bomb, timeout=120) == CellReply("memory", "asked for more than 1024 MiB")
    assert not session.alive


def test_memory_in_a_call(fresh) -> None:
    """Is the same said of a call?"""
    session = fresh()
    session.run("import numpy as np\ndef f():\n    return np.ones(10**11)")
    assert session.call("f", {}).status == "memory"
    assert not session.alive


def test_arguments_that_cannot_be_sent(shared: Session) -> None:
    """Is it an error of ours, and not the student's, when arguments are no plain data?"""
    with pytest.raises(GraderError, match="cannot be sent"):
        shared.call("f", {"x": object()})
    assert shared.run("x" * (2 << 20)) == CellReply("crashed", "the cell is too long to be run")


def test_sessions_side_by_side(view: Path) -> None:
    """Do sessions in several threads at once keep to themselves?"""

    def one(number: int) -> float:
        with open_session(view, sandbox="bwrap", limits=Limits()) as session:
            session.run(f"def f(x):\n    return x * {number}")
            return float(session.call("f", {"x": 2.0}).value)

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(one, range(6))) == [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]


def test_a_worker_that_cannot_start(tmp_path: Path) -> None:
    """Is a view without the course an error of ours, with what the worker said?"""
    with pytest.raises(WorkerStartError, match="did not start"):
        open_session(tmp_path, sandbox="bwrap", limits=Limits())
