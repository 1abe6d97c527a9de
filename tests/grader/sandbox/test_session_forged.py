"""A worker that lies: frames on the judge's pipe that answer nothing, end early or never."""

from __future__ import annotations

import pytest

from grader.sandbox.session import CellReply

# A student's code can find the worker's own variables; what it finds must be of no use.
FIND = """
import os, sys
frames = sys.modules["worker.frames"]
def find():
    frame = sys._getframe()
    while frame.f_code.co_name != "serve":
        frame = frame.f_back
    return frame.f_locals["replies"], frame.f_locals["mine"]
pipe, mine = find()
"""


@pytest.mark.parametrize(
    "forgery",
    [
        "os.write(pipe, frames.encode({'id': 'guess', 'status': 'ok', 'error': ''}))",
        "os.write(pipe, frames.encode({'status': 'ok', 'error': ''}))",
        "os.write(pipe, frames.encode(None))",
        "os.write(pipe, b'\\x80\\x04junk of any kind')",
        "os.write(pipe, b'CRF1' + b'\\xff' * 4)",
        "while True: os.write(pipe, b'\\0' * 65536)",
        "os.write(pipe, frames.encode(mine | {'status': 'perfect', 'error': ''}))",
        "os.write(pipe, frames.encode(mine | {'status': 'timeout', 'error': ''}))",
        "os.write(pipe, frames.encode(mine | {'status': 'ok', 'error': ({},)}))",
    ],
)
def test_forged_replies(fresh, forgery: str) -> None:
    """Does a frame on the judge's pipe that answers no request end the session, with nothing gained?"""
    session = fresh()
    reply = session.run(FIND + forgery)
    assert reply.status == "crashed"
    assert "no answer" in reply.error
    assert not session.alive


def test_a_stolen_id_serves_once(fresh) -> None:
    """Is an answer made early, with the true id of its own request, no answer to the next one?"""
    session = fresh()
    session.run("def f():\n    return 1")
    theft = "os.write(pipe, frames.encode(mine | {'status': 'ok', 'error': ''}) * 2)"
    assert session.run(FIND + theft).status == "ok"
    assert session.call("f", {}).status == "crashed"
    assert not session.alive


def test_forged_values_of_a_call(fresh) -> None:
    """Is a reply refused whose inputs are not the inputs of the call?"""
    session = fresh()
    forged = "{'status': 'ok', 'error': '', 'value': 1, 'inputs_after': {'other': 1}}"
    steps = (FIND + f"os.write(pipe, frames.encode(mine | {forged}))").splitlines()
    session.run("def f(x):\n" + "\n".join(f"    {step}" for step in steps))
    assert session.call("f", {"x": 1}).status == "crashed"


def test_a_truncated_reply(fresh) -> None:
    """Is half a frame and then nothing a timeout?"""
    session = fresh()
    half = "os.write(pipe, frames.encode(mine)[:30])\nwhile True: pass"
    assert session.run(FIND + half, timeout=0.5).status == "timeout"


def test_a_closed_pipe(fresh) -> None:
    """Is a worker that closes its pipes and lives on ended at once?"""
    source = "import os\nos.closerange(0, 64)\nwhile True: pass"
    for kind in ("none", "bwrap"):
        assert fresh(kind).run(source) == CellReply("crashed", "the process closed its connection")
