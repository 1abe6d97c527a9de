"""What the system refuses in the middle of a command: one message and exit code 2, whatever it is."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.errors import GradebookError
from grader.judge.judge import Judgement
from grader.recorder import Recorder
from grader.run import grade as run
from grader.run.grade import Options, grade_class
from grader.run.jobs import Content
from grader.run.pool import Outcome
from tests.grader.faults.judging import judge_all, made_up
from tests.grader.judge.lesson import LESSON, as_bytes, solved
from tests.grader.run.classes import NAME, TRANSPOSED, digest, result_of, submit

Copy = Callable[..., Path]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge without a sandbox, and make results up."""
    monkeypatch.setattr(run, "judge_all", judge_all)


def failing(code: int) -> Callable[..., Any]:
    def fails(*_: Any, **__: Any) -> Any:
        raise OSError(code, os.strerror(code), "some/file")

    return fails


COMMANDS: dict[str, tuple[list[str], str]] = {
    "init": (["init", "{}"], "grader.classroom.init"),
    "collect": (["collect", "x.zip", "--to", "{}"], "grader.collect.collect"),
    "grade": (["grade", "{}", "--sandbox", "none"], "grader.results.write_atomically"),
    "replay": (["replay", "{}", "ada", LESSON, "--sandbox", "none"], "grader.run.replay.read"),
    "feedback": (["feedback", "{}"], "grader.feedback.write_feedback"),
    "report": (["report", "{}"], "grader.report.write_report"),
    "export": (["export", "{}", "--to", "csv"], "grader.export.export"),
}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO, errno.EDQUOT, errno.EMFILE])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_refuses_with_a_message(
    command: str, code: int, graded_once: Path, a_class: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Does each command end with 2 and what to try, and without a traceback, whatever the system says?"""
    arguments, place = COMMANDS[command]
    folder = a_class("new") if command == "grade" else graded_once
    monkeypatch.setattr(place, failing(code))
    done = CliRunner().invoke(main, [argument.format(folder) for argument in arguments])
    assert done.exit_code == 2, done.exception
    assert f"expected to use some/file, got: {os.strerror(code)}. Try: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_refusal(graded_once: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does ``grader report DIR | head -0`` end in silence?"""
    monkeypatch.setattr("grader.report.write_report", failing(errno.EPIPE))
    done = CliRunner().invoke(main, ["report", str(graded_once)])
    assert (done.exit_code, done.stderr) == (1, "")


def test_a_bug_keeps_its_traceback_and_says_whose_fault_it_is(
    graded_once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Does what nobody foresaw come with its traceback, and with a note that it is the grader's?"""
    def fails(*_: Any) -> Path:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("grader.report.write_report", fails)
    done = CliRunner().invoke(main, ["report", str(graded_once)])
    assert isinstance(done.exception, ZeroDivisionError)
    (note,) = done.exception.__notes__
    assert "fault of the grader's own" in note


def test_judges_are_stopped_at_once_when_nothing_can_be_recorded(
    a_class: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is the pool told to end as soon as the gradebook fails, while the error is still under way?"""
    closed: list[bool] = []

    def endless(tasks: Any, jobs: int) -> Iterator[tuple[Any, Outcome]]:
        try:
            yield from judge_all(tasks, jobs)
        finally:
            closed.append(True)

    def full(*_: Any, **__: Any) -> None:
        raise GradebookError("full")

    monkeypatch.setattr(run, "judge_all", endless)
    monkeypatch.setattr(Recorder, "record", full)
    graded = grade_class(a_class("new"), Options(sandbox="none"))
    with pytest.raises(GradebookError) as caught:
        list(graded)
    assert caught.value.__traceback__ is not None, "so nothing was closed by being forgotten"
    assert closed == [True]


def test_what_was_judged_is_what_is_shown_and_hashed(a_class: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a student's file changes while it is judged: is the notebook to look at the one that was judged?"""
    folder = a_class("new")
    judged = as_bytes(solved(linear_backward=TRANSPOSED))
    path = submit(folder, "ada", judged)

    def meanwhile(tasks: Iterator[tuple[Content, Any]], jobs: int) -> Iterator[tuple[Content, Outcome]]:
        for content, task in tasks:
            path.write_bytes(as_bytes(solved()))
            yield content, Outcome(Judgement(made_up(task), {}))

    monkeypatch.setattr(run, "judge_all", meanwhile)
    (one,) = grade_class(folder, Options(sandbox="none", seed=1, students=("ada",)))
    assert one.result.submission_sha256 == digest(judged)
    assert "X.T @ dZ" in (folder / "autograded" / "ada" / LESSON / NAME).read_text()
    monkeypatch.setattr(run, "judge_all", judge_all)
    (again,) = grade_class(folder, Options(sandbox="none", seed=1, students=("ada",)))
    assert again.judged, "the changed file is graded by the next run"
    assert replace(again.result, questions=()) != replace(one.result, questions=())
    assert result_of(folder, "ada") == again.result
