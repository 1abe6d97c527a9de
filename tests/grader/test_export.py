from __future__ import annotations

import csv
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from grader.errors import RefusedError
from grader.export import export, harmless
from grader.recorder import Recorder
from grader.results import NOT_GRADED, result_path, write
from tests.grader.samples import ASSIGNMENT, HOSTILE, TOPIC, new_class, question, result


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = new_class(tmp_path / "class")
    with Recorder(folder) as recorder:
        for student in ("1815", "ada"):
            recorder.record(result(student))
    for one in (result("1815"), result("ada"), result("bob", (), events=(f"{NOT_GRADED}it is not JSON",))):
        write(result_path(folder, one.student, ASSIGNMENT), one)
    return folder


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_csv_has_a_row_for_each_submission_with_its_questions(folder: Path, tmp_path: Path) -> None:
    """Are scores, maxima and questions there, and is no grade an empty cell instead of a zero?"""
    header, *rows = table(export(folder, "csv", tmp_path / "out.csv"))
    assert header[:4] + header[-2:] == ["student", "assignment", "score", "max_score", "double", "halve"]
    assert [row[:4] + row[-2:] for row in rows] == [
        ["1815", ASSIGNMENT, "2.5", "3", "2", "0.5"],
        ["ada", ASSIGNMENT, "2.5", "3", "2", "0.5"],
        ["bob", ASSIGNMENT, "", "3", "", ""],
    ]
    assert rows[2][header.index("not_graded")] == "it is not JSON"


def test_canvas_knows_its_own_ids(folder: Path, tmp_path: Path) -> None:
    """Is the file in the columns that Canvas imports, with the points possible below them?"""
    assert table(export(folder, "canvas", tmp_path / "out.csv")) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", ASSIGNMENT],
        ["Points Possible", "", "", "", "", "3"],
        ["1815", "1815", "", "", "", "2.5"],
        ["ada", "", "", "ada", "", "2.5"],
        ["bob", "", "", "bob", "", ""],
    ]


def test_moodle_gets_its_grading_worksheet(folder: Path, tmp_path: Path) -> None:
    """Is a participant named as Moodle's worksheet names them?"""
    header, first, *_ = table(export(folder, "moodle", tmp_path / "out.csv"))
    assert header == ["Identifier", "ID number", "Grade", "Maximum Grade", "Last modified (grade)"]
    assert first == ["Participant 1815", "1815", "2.5", "3", ""]


def test_moodle_gets_a_column_for_each_of_several_assignments(folder: Path, tmp_path: Path) -> None:
    """Is a class with more than one assignment a table for the grade import?"""
    other = result("ada", [question("square", 1.0, 4.0, "partial")], assignment="04_more", max_score=4.0)
    write(result_path(folder, "ada", "04_more"), other)
    header, *rows = table(export(folder, "moodle", tmp_path / "out.csv"))
    assert header == ["Identifier", "ID number", ASSIGNMENT, "04_more"]
    assert rows[1] == ["ada", "ada", "2.5", "1"]


@pytest.mark.parametrize("to", ["csv", "canvas", "moodle"])
def test_a_score_that_a_person_set_is_exported(folder: Path, tmp_path: Path, to: str) -> None:
    """Does the instructor have the last word?"""
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        gradebook.find_grade("halve", TOPIC, ASSIGNMENT, "ada").manual_score = 1.0
        gradebook.db.commit()
    rows = table(export(folder, to, tmp_path / "out.csv"))
    (row,) = [row for row in rows if "ada" in row]
    assert "3" in row and "2.5" not in row


@pytest.mark.parametrize("to", ["csv", "canvas", "moodle"])
@pytest.mark.parametrize("start", list("=+-@\t\r"))
def test_no_cell_is_a_formula(tmp_path: Path, to: str, start: str) -> None:
    """Is a student's id, a reason or a question's name that a spreadsheet would compute made harmless?"""
    bad = f"{start}1+1"
    name = bad if start in "=+-@" else "ada"
    one = result(name, [question(bad, 1.0, 1.0, "correct")], max_score=1.0)
    two = result("bob", (), events=(NOT_GRADED + bad,))
    for item in (one, two):
        write(result_path(tmp_path, item.student, ASSIGNMENT), item)
    cells = [cell for row in table(export(tmp_path, to, tmp_path / "out.csv")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert to != "csv" or len([cell for cell in cells if cell.startswith("'")]) >= 2


@pytest.mark.parametrize("text", HOSTILE)
def test_harmless_text_keeps_its_letters(text: str) -> None:
    """Is nothing lost but what deceives?"""
    assert harmless(text).lstrip("'")[:1] in (text[:1], "\ufffd")


def test_what_cannot_be_exported_is_refused(folder: Path, tmp_path: Path) -> None:
    """Does a hole in the class list stop the export?"""
    with pytest.raises(RefusedError, match="expected one of csv, canvas, moodle"):
        export(folder, "excel", tmp_path / "out.csv")
    result_path(folder, "ada", ASSIGNMENT).write_text("{}")
    with pytest.raises(RefusedError, match="expected whole result files"):
        export(folder, "csv", tmp_path / "out.csv")
    with pytest.raises(RefusedError, match="Try: grader grade"):
        export(tmp_path / "none", "csv", tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_one_assignment_of_several_is_moodles_worksheet(folder: Path, tmp_path: Path) -> None:
    """Narrowed to one assignment: is it the grading worksheet again, and is what has no grade refused?"""
    other = result("ada", [question("square", 1.0, 4.0, "partial")], assignment="04_more", max_score=4.0)
    write(result_path(folder, "ada", "04_more"), other)
    header, *rows = table(export(folder, "moodle", tmp_path / "out.csv", only=["04_more"]))
    assert header[2:] == ["Grade", "Maximum Grade", "Last modified (grade)"]
    assert rows == [["ada", "ada", "1", "4", ""]]
    with pytest.raises(RefusedError, match="submissions of 05_none"):
        export(folder, "moodle", tmp_path / "none.csv", only=["05_none"])
