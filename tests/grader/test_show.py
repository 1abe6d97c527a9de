from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from grader.errors import ClassFolderError
from grader.results import NOT_GRADED, SubmissionResult
from grader.run.grade import Graded, Options
from grader.show import MAX_STRAYS, counting, follow, summary
from grader.strays import Stray
from tests.grader.run.classes import graded


def made_up(student: str, score: float, *events: str) -> Graded:
    result = SubmissionResult(
        student=student, assignment="03_toys", submission_sha256="0", spec_version="1", seed=0, sandbox="bwrap",
        score=score, max_score=3.0, events=events,
    )
    return Graded(result, judged=student != "old")


def test_progress_goes_to_stderr_and_every_result_comes_back(capsys: pytest.CaptureFixture[str]) -> None:
    """Does whoever pipes the table get the table alone, and is the bar full at the end?"""
    found = follow(graded().folder, Options(students=("ada", "bob")))
    assert [one.result.student for one in found] == ["ada", "bob"]
    out, err = capsys.readouterr()
    assert out == ""
    assert "graded" in err
    assert "2/2" in err


def test_the_table_counts_and_averages(capsys: pytest.CaptureFixture[str]) -> None:
    """Are counts right, and is the mean that of the submissions which could be graded?"""
    ones = [made_up("old", 3.0), made_up("ada", 1.0), made_up("bad", 0.0, NOT_GRADED + "it is a link")]
    summary(Path("class"), ones)
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["03_toys", "3", "2", "1", "2.00", "of", "3", "1"]
    assert lines[2] == "not graded: bad, 03_toys: it is a link"


def test_a_class_that_could_not_be_graded_has_no_mean(capsys: pytest.CaptureFixture[str]) -> None:
    """Is no zero shown as a mean where there is none?"""
    summary(Path("class"), [made_up("bad", 0.0, NOT_GRADED + "it is a link")])
    assert capsys.readouterr().out.splitlines()[1].split() == ["03_toys", "1", "1", "1", "–", "0"]


def test_strangers_text_cannot_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Are terminal codes, mark-up and line turns in names and reasons shown and not obeyed, on one line each?"""
    one = made_up("bad", 0.0, NOT_GRADED + "\x1b[31m[red]no\u202e" + "long " * 60)
    summary(Path("class"), [replace(one, result=replace(one.result, student="[bold]x\x07"))])
    out = capsys.readouterr().out
    assert not set("\x1b\x07\u202e") & set(out)
    assert "not graded: [bold]x\ufffd, 03_toys: \ufffd[31m[red]no\ufffdlong" in out
    assert len(out.splitlines()) == 4


def test_nothing_handed_in_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Is an empty class told apart from one that is done?"""
    summary(Path("class"), [])
    assert capsys.readouterr().out == "No submissions in class/submitted. Try: grader collect ZIP --to class\n"


def test_an_assignment_without_submissions_is_no_empty_class(capsys: pytest.CaptureFixture[str]) -> None:
    """Where one assignment was asked for, is it that one which the sentence speaks of?"""
    summary(Path("class"), [], asked=["03_toys"])
    assert capsys.readouterr().out.startswith("No submissions of 03_toys in class/submitted.")


def test_what_no_run_looks_at_is_named_and_a_crowd_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """Is work at the wrong place told to the instructor, on a line each, without flooding the terminal?"""
    places = [Path(f"submitted/s{index}\x1b/toys.ipynb") for index in range(MAX_STRAYS + 3)]
    lost = [Stray(place, "expected another place") for place in places]
    summary(Path("class"), [made_up("ada", 1.0)], passed_over=lost)
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("passed over: ")]
    assert lines[0] == "passed over: submitted/s0\ufffd/toys.ipynb: expected another place"
    assert len(lines) == MAX_STRAYS + 1 and lines[-1].startswith("passed over: 3 more")


def test_a_refusal_stands_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Is no bar drawn for a run that does not begin?"""
    with pytest.raises(ClassFolderError):
        follow(tmp_path / "none", Options())
    assert capsys.readouterr().err == ""


def test_a_count_leaves_nothing_in_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is no terminal to draw on, is a passing bar silent?"""
    with counting("writing pages") as told:
        told(1, 2)
    assert capsys.readouterr() == ("", "")
