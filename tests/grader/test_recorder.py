from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps.exportapp import ExportApp
from nbgrader.plugins.export import CsvExportPlugin

from grader import autograded, marks, results
from grader.errors import ClassFolderError, UnreadableSubmissionError
from grader.recorder import Recorder, keep
from grader.results import NOT_GRADED, result_path
from tests.grader.samples import (
    ASSIGNMENT,
    TOPIC,
    new_class,
    question,
    release_notebook,
    result,
    submitted_notebook,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return new_class(tmp_path / "class")


def rows(folder: Path, *, ids: bool = True) -> dict[str, list[Any]]:
    """Every row of the gradebook that a submission makes; without ``ids``, what two gradebooks can share."""
    with sqlite3.connect(folder / "gradebook.db") as database:
        tables = {
            name: database.execute(f"select * from {name} order by 1").fetchall()
            for name in ("student", "submitted_assignment", "submitted_notebook", "grade", "comment")
        }
        plain = database.execute(
            "select s.student_id, c.name, g.auto_score, g.manual_score, g.needs_manual_grade from grade g "
            "join base_cell c on g.cell_id = c.id join submitted_notebook n on g.notebook_id = n.id "
            "join submitted_assignment s on n.assignment_id = s.id order by 1, 2"
        ).fetchall()
    return tables if ids else {"plain": plain}


def set_by_hand(folder: Path, cell: str, **values: Any) -> None:
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade(cell, TOPIC, ASSIGNMENT, "ada")
        for name, value in values.items():
            setattr(grade, name, value)
        gradebook.db.commit()


def test_the_rows_are_those_that_nbgrader_reads(folder: Path) -> None:
    """Do nbgrader's own queries give the judge's scores, cell by cell?"""
    with Recorder(folder) as open_book:
        open_book.record(result())
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission(ASSIGNMENT, "ada")
        assert (submission.score, submission.max_score, submission.needs_manual_grade) == (2.5, 3.0, False)
        notebook = gradebook.find_submission_notebook(TOPIC, ASSIGNMENT, "ada")
        assert {grade.name: (grade.score, grade.max_score, grade.failed_tests) for grade in notebook.grades} == {
            "double": (2.0, 2.0, False),
            "halve": (0.5, 1.0, True),
        }
        assert {comment.name for comment in notebook.comments} == {"double_code", "halve_code"}
        (listed,) = gradebook.notebook_submission_dicts(TOPIC, ASSIGNMENT)
        assert (listed["student"], listed["score"], listed["failed_tests"]) == ("ada", 2.5, True)


def test_recording_again_changes_no_row(folder: Path) -> None:
    """Is a second recording of the same result without any effect, ids included?"""
    with Recorder(folder) as open_book:
        open_book.record(result())
        before = rows(folder)
        open_book.record(result())
    assert before["grade"]
    assert rows(folder) == before


def test_a_new_result_replaces_the_old_scores(folder: Path) -> None:
    """Does grading again reach the gradebook?"""
    better = result(questions=[question("double", 2.0, 2.0, "correct"), question("halve", 1.0, 1.0, "correct")])
    with Recorder(folder) as open_book:
        open_book.record(result())
        assert open_book.recorded("ada", ASSIGNMENT) == 2.5
        open_book.record(better)
        assert open_book.recorded("ada", ASSIGNMENT) == 3.0
        assert open_book.recorded("bob", ASSIGNMENT) is None


def test_the_gradebook_holds_a_result_until_one_of_its_points_is_another(folder: Path) -> None:
    """Is a result told from none, from an earlier one, and not from one to which a person added?"""
    worse = result(questions=[question("double", 0.5, 2.0, "partial"), question("halve", 1.0, 1.0, "correct")])
    with Recorder(folder) as open_book:
        assert not open_book.holds(result())
        open_book.record(worse)
        assert open_book.holds(worse)
        assert not open_book.holds(result())
        open_book.record(result())
        assert open_book.holds(result())
        assert not open_book.holds(worse)
        assert not open_book.holds(result("bob"))
    set_by_hand(folder, "halve", manual_score=0.75, extra_credit=0.25)
    with Recorder(folder) as open_book:
        assert open_book.holds(result())


def test_what_an_instructor_entered_is_kept(folder: Path) -> None:
    """Do a manual score, extra credit and a comment outlive grading again?"""
    with Recorder(folder) as open_book:
        open_book.record(result())
    set_by_hand(folder, "halve", manual_score=0.75, extra_credit=0.25, needs_manual_grade=False)
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        gradebook.find_comment("halve_code", TOPIC, ASSIGNMENT, "ada").manual_comment = "Well argued."
        gradebook.db.commit()
    before = rows(folder)
    with Recorder(folder) as open_book:
        open_book.record(result())
        assert rows(folder) == before
        assert open_book.recorded("ada", ASSIGNMENT) == 3.0
        (double, halve) = open_book.entries()["ada", ASSIGNMENT]
    assert (double.manual, halve.manual, halve.score, halve.comment) == (False, True, 1.0, "Well argued.")


def test_a_manual_score_that_lost_its_ground_is_flagged(folder: Path) -> None:
    """Is a person asked to look where the machine's score under a manual score changed?"""
    with Recorder(folder) as open_book:
        open_book.record(result())
    set_by_hand(folder, "halve", manual_score=0.75, needs_manual_grade=False)
    worse = result(questions=[question("double", 2.0, 2.0, "correct"), question("halve", 0.0, 1.0, "wrong")])
    with Recorder(folder) as open_book:
        open_book.record(worse)
    assert rows(folder, ids=False)["plain"][1] == ("ada", "halve", 0.0, 0.75, 1)


def test_a_cell_that_a_person_reads_waits_for_one(tmp_path: Path) -> None:
    """Is a written answer marked as needing a person, with no score of the machine's?"""
    folder = new_class(tmp_path / "class", manual=True)
    with Recorder(folder) as open_book:
        open_book.record(result())
    assert ("ada", "why", None, None, 1) in rows(folder, ids=False)["plain"]


def test_a_submission_that_could_not_be_graded_is_zero_and_flagged(folder: Path) -> None:
    """Does the gradebook show that somebody must look?"""
    with Recorder(folder) as open_book:
        open_book.record(result(questions=(), events=(f"{NOT_GRADED}it is not JSON",)))
    assert rows(folder, ids=False)["plain"] == [("ada", "double", 0.0, None, 1), ("ada", "halve", 0.0, None, 1)]


@pytest.mark.parametrize(
    ("questions", "says"),
    [
        ([question("treble", 1.0, 1.0, "correct")], "got also treble"),
        ([question("double", 2.0, 5.0, "partial")], "expected 2 points as released, got 5"),
    ],
)
def test_a_result_of_another_version_leaves_no_row(folder: Path, questions: Any, says: str) -> None:
    """Is a result that does not fit the release refused whole?"""
    with Recorder(folder) as open_book, pytest.raises(ClassFolderError, match=says):
        open_book.record(result(questions=questions))
    assert not any(rows(folder).values())


def test_a_transaction_that_breaks_off_leaves_no_row(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a submission in the gradebook whole or not at all?"""

    def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(marks, "score", killed)
    with Recorder(folder) as open_book, pytest.raises(KeyboardInterrupt):
        open_book.record(result())
    assert not any(rows(folder).values())


def test_an_unknown_assignment_and_a_missing_gradebook_are_refused(folder: Path) -> None:
    """Does the message say what to run?"""
    with Recorder(folder) as open_book, pytest.raises(ClassFolderError, match="Try: grader init"):
        open_book.record(result(assignment="09_other"))
    (folder / "gradebook.db").unlink()
    with pytest.raises(ClassFolderError, match="Try: grader init"):
        Recorder(folder).__enter__()
    assert not (folder / "gradebook.db").exists()


@pytest.mark.parametrize("name", ["<img src=x>", 'a"b', "=1+1", "-rf", "a,b", "a\nb", " a", "a ", "x" * 129, "a&b"])
def test_an_id_that_nbgraders_pages_would_run_is_refused(folder: Path, name: str) -> None:
    """Is an id kept out that the formgrader would put into its pages, or its export into a table, as it is?"""
    with Recorder(folder) as open_book, pytest.raises(UnreadableSubmissionError, match="rename the folder"):
        open_book.record(result(name))
    assert not rows(folder)["student"]


def test_the_time_of_handing_in_is_kept(folder: Path) -> None:
    """Is nbgrader's timestamp.txt read, and nonsense in it passed over?"""
    place = folder / "submitted" / "ada" / ASSIGNMENT
    place.mkdir(parents=True)
    (place / "timestamp.txt").write_text("2024-02-03 04:05:06 UTC\n")
    with Recorder(folder) as open_book:
        open_book.record(result())
        assert rows(folder)["submitted_assignment"][0][3].startswith("2024-02-03 04:05:06")
        (place / "timestamp.txt").write_text("soon")
        open_book.record(result())
        assert rows(folder)["submitted_assignment"][0][3] is None


def keep_one(folder: Path) -> results.SubmissionResult:
    with Recorder(folder) as open_book:
        return keep(open_book, result(), release_notebook(), submitted_notebook({}), TOPIC)


@pytest.mark.parametrize(
    ("module", "step"),
    [(Recorder, "record"), (marks, "score"), (autograded, "write"), (results, "write")],
    ids=["before the gradebook", "inside the transaction", "before the notebook", "before the result file"],
)
def test_a_run_killed_at_any_step_can_be_started_again(
    tmp_path: Path, module: Any, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a kill between any two steps: no result file, and a second run ends as an undisturbed one does?"""
    calm, shaken = new_class(tmp_path / "calm"), new_class(tmp_path / "shaken")
    keep_one(calm)
    keep_one(shaken)  # an earlier run's result must not outlive the kill either

    def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, step, killed)
        with pytest.raises(KeyboardInterrupt):
            keep_one(shaken)
    path = result_path(shaken, "ada", ASSIGNMENT)
    assert not path.exists()
    keep_one(shaken)
    assert path.read_bytes() == result_path(calm, "ada", ASSIGNMENT).read_bytes()
    assert rows(shaken, ids=False) == rows(calm, ids=False)
    assert rows(calm, ids=False)["plain"]


def test_an_unsafe_id_costs_only_its_own_submission(folder: Path) -> None:
    """Does the run go on, and does the result file say why there is no grade?"""
    strange = "<img src=x onerror=alert(1)>"
    with Recorder(folder) as open_book:
        kept = keep(open_book, result(strange), release_notebook(), None, TOPIC)
    assert kept.not_graded is not None and "rename the folder" in kept.not_graded
    assert results.read(result_path(folder, strange, ASSIGNMENT)) == kept
    assert (kept.score, kept.questions) == (0.0, ())


def test_nbgrader_exports_the_same_scores(folder: Path, tmp_path: Path) -> None:
    """Does nbgrader's own export, run on this gradebook, give what the judge gave?"""
    with Recorder(folder) as open_book:
        open_book.record(result("ada"))
        open_book.record(result("bob", [question("double", 1.0, 2.0, "partial")]))
    out = tmp_path / "grades.csv"
    app = ExportApp()
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        CsvExportPlugin(parent=app, to=str(out)).export(gradebook)
    header, *lines = [line.split(",") for line in out.read_text().splitlines()]
    table = [dict(zip(header, line, strict=True)) for line in lines]
    assert {row["student_id"]: (row["score"], row["max_score"]) for row in table} == {
        "ada": ("2.5", "3.0"),
        "bob": ("1.0", "3.0"),
    }
