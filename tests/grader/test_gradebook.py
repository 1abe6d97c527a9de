from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from grader import cli, gradebook
from grader.errors import GradebookError
from grader.gradebook import address, open_gradebook, patiently, spoken
from grader.recorder import Recorder
from tests.grader.samples import ASSIGNMENT, new_class, result

HOLD = """import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("begin exclusive")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A class folder; a locked gradebook is waited for only a moment."""
    monkeypatch.setattr(gradebook, "ATTEMPT", 0.01)
    return new_class(tmp_path / "class")


@contextmanager
def held(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process holds the gradebook as long as its input is open."""
    command = [sys.executable, "-c", HOLD, str(folder / "gradebook.db")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        process.communicate()


def test_a_held_gradebook_is_waited_for_and_that_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Is a result recorded once the other program lets go, and does whoever looks on learn why it takes long?"""
    with Recorder(folder) as recorder, held(folder) as holder:
        pauses: list[float] = []

        def pause(seconds: float) -> None:
            pauses.append(seconds)
            if len(pauses) == 3:
                holder.communicate()

        monkeypatch.setattr(gradebook, "sleep", pause)
        with caplog.at_level(logging.WARNING):
            recorder.record(result())
        assert recorder.recorded("ada", ASSIGNMENT) == 2.5
    assert len(pauses) >= 3
    (told,) = caplog.messages
    assert told == f"{folder / 'gradebook.db'} is held by another program; waiting for it, at most 60 s"


@pytest.mark.parametrize("what", ["open", "record", "read"])
def test_a_gradebook_that_stays_held_is_a_clear_refusal(
    what: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Does each use end with what to do, nothing written, and does the next one work?"""
    monkeypatch.setattr(gradebook, "PATIENCE", 0.0)
    if what == "open":
        with held(folder), pytest.raises(GradebookError, match=r"locked\. Try: close the formgrader"):
            Recorder(folder).__enter__()
    with Recorder(folder) as recorder:
        for use in {"record": [lambda: recorder.record(result())], "read": [recorder.entries]}.get(what, []):
            with held(folder), pytest.raises(GradebookError, match=r"locked\. Try: close the formgrader"):
                use()
        assert recorder.recorded("ada", ASSIGNMENT) is None
        recorder.record(result())
        assert recorder.recorded("ada", ASSIGNMENT) == 2.5


def test_the_command_refuses_a_held_gradebook(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does `grader grade` end with 2 and one message?"""
    monkeypatch.setattr(gradebook, "PATIENCE", 0.0)
    with held(folder):
        done = CliRunner().invoke(cli.main, ["grade", str(folder), "--sandbox", "none"])
    assert done.exit_code == 2
    assert "database is locked. Try: close the formgrader's page" in done.stderr
    assert "Traceback" not in done.stderr


def no_database(path: Path) -> None:
    path.write_bytes(b"once upon a time" * 100)


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:3000])


def another_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("alter table submitted_assignment drop column timestamp")
        database.commit()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (no_database, "not a database. Try: put a copy back"),
        (cut_off, "malformed. Try: put a copy back"),
        (another_version, "Try: nbgrader db upgrade"),
    ],
)
def test_a_gradebook_that_cannot_be_used_is_a_clear_refusal(damage: object, words: str, folder: Path) -> None:
    """Is a damaged gradebook, or one of another version, refused with the way out, and left as it is?"""
    assert callable(damage)
    damage(folder / "gradebook.db")
    before = (folder / "gradebook.db").read_bytes()
    with pytest.raises(GradebookError, match=words), Recorder(folder) as recorder:
        recorder.record(result())
    assert (folder / "gradebook.db").read_bytes() == before


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("gradebook.db", "expected a database URL such as"),
        ("strange://host/name", "expected a database URL such as"),
        ("sqlite:////nowhere/at/all.db", "unable to open database file. Try: see that the file"),
        ("mysql+mysqldb://ada:secret@host/name", r"mysqldb://ada:\*\*\*@host/name, got"),
    ],
)
def test_an_address_that_leads_nowhere_is_a_clear_refusal(url: str, words: str) -> None:
    """Does `--db` with a wrong address say what is wrong, without the password in it?"""
    with pytest.raises(GradebookError, match=words):
        open_gradebook(url)


def test_any_folder_name_leads_to_its_gradebook(tmp_path: Path) -> None:
    """May the class folder's name hold what means something in a URL?"""
    folder = new_class(tmp_path / "class").rename(tmp_path / "who? #1 100%25 & é")
    with Recorder(folder) as recorder:
        recorder.record(result())
        assert recorder.recorded("ada", ASSIGNMENT) == 2.5
    assert spoken(address(folder)) == str(folder / "gradebook.db")
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_a_fault_of_ours_keeps_its_traceback() -> None:
    """Is a wrong query not taken for a gradebook that cannot be used?"""
    wrong = ProgrammingError("select", {}, Exception("no such function"))

    def fails() -> None:
        raise wrong

    with pytest.raises(ProgrammingError):
        patiently(fails, "here")


@pytest.mark.parametrize("kind", [OperationalError, IntegrityError])
def test_what_nobody_foresaw_is_told_as_it_is(kind: type[OperationalError]) -> None:
    """Does an unknown complaint of the database come through in its own words, on one line?"""

    def fails() -> None:
        raise kind("select", {}, Exception("the moon is full of cheese\nline two"))

    with pytest.raises(GradebookError) as caught:
        patiently(fails, "here")
    assert "got here: the moon is full of cheese. Try:" in str(caught.value)
