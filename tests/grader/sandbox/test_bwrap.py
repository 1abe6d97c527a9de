"""bubblewrap's command line, and the refusal where it cannot be had."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.errors import RefusedError, SandboxMissingError
from grader.sandbox import bwrap
from grader.sandbox.limits import Limits
from grader.sandbox.session import open_session

HELP = 'test "$1" = --help && echo --size'


@pytest.fixture
def only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str | None], None]]:
    """``only(script)`` leaves a PATH on which bwrap is that shell script, or is not there at all."""

    def set_path(script: str | None) -> None:
        if script is not None:
            fake = tmp_path / "bwrap"
            fake.write_text(f"#!/bin/sh\n{script}\n")
            fake.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        bwrap.require.cache_clear()

    yield set_path
    bwrap.require.cache_clear()


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (None, "no program named bwrap"),
        ("echo --unshare-all", "too old"),
        (f"{HELP} || {{ echo 'setting up uid map: denied' >&2; exit 1; }}", "uid map: denied"),
        (f"{HELP} || exit 3", "exit code 3"),
    ],
)
def test_refusal(only: Callable[[str | None], None], tmp_path: Path, script: str | None, why: str) -> None:
    """Without a working bubblewrap, is grading refused with the reason and the ways to get it or do without?"""
    only(script)
    with pytest.raises(SandboxMissingError, match=why) as caught:
        open_session(tmp_path, sandbox="bwrap", limits=Limits())
    assert isinstance(caught.value, RefusedError)
    for way in ("apt install bubblewrap", "dnf install bubblewrap", "virtual machine", "--sandbox none"):
        assert way in str(caught.value)


def test_it_runs_here() -> None:
    """Does the trial run pass on this machine, where the other tests need it?"""
    bwrap.require.cache_clear()
    bwrap.require()


def test_walls_are_asked_for(view: Path) -> None:
    """Does the command ask for every wall, and mount nothing writable?"""
    line = bwrap.command(view, Limits(scratch_mib=7), ["python"])
    for flag in ("--unshare-all", "--unshare-user", "--die-with-parent", "--new-session", "--clearenv"):
        assert flag in line
    assert line[line.index("--cap-drop") + 1] == "ALL"
    assert line[line.index("--size") + 1] == str(7 << 20)
    assert not {"--bind", "--dev-bind", "--share-net", "--proc"} & set(line)
    assert line[-3:] == ["/", "--", "python"]
    assert line[-4] == "--remount-ro"


def test_environment_is_its_own() -> None:
    """Does the environment hold what a worker needs, and nothing of this process's?"""
    environment = bwrap.environment("/scratch")
    assert {"HOME", "MPLBACKEND", "OMP_NUM_THREADS", "COURSE_STATIC"} <= environment.keys()
    assert "PATH" in os.environ
    assert "PATH" not in environment
