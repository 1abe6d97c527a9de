from __future__ import annotations

from pathlib import Path

from nbgrader.api import Gradebook

from grader.recorder import Recorder
from grader.report.standing import standings
from grader.results import NOT_GRADED, result_path, write
from tests.grader.samples import ASSIGNMENT, TOPIC, new_class, result


def put(folder: Path, student: str = "ada", *, graded: bool = True) -> None:
    one = result(student) if graded else result(student, (), events=(f"{NOT_GRADED}it is not JSON",))
    with Recorder(folder) as recorder:
        recorder.record(one)
    write(result_path(folder, student, ASSIGNMENT), one)


def test_without_a_gradebook_the_results_count(tmp_path: Path) -> None:
    """Can a class be reported on from its result files alone, and is no gradebook made by looking?"""
    write(result_path(tmp_path, "ada", ASSIGNMENT), result())
    (standing,) = standings(tmp_path).standings
    assert (standing.score, standing.max_score) == (2.5, 3.0)
    assert not (tmp_path / "gradebook.db").exists()


def test_what_an_instructor_entered_comes_on_top(tmp_path: Path) -> None:
    """Do a manual score, extra credit and a comment replace the judge's, with the judge's diagnosis kept?"""
    folder = new_class(tmp_path / "class")
    put(folder)
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade("halve", TOPIC, ASSIGNMENT, "ada")
        grade.manual_score, grade.extra_credit = 0.75, 0.5
        gradebook.find_comment("halve_code", TOPIC, ASSIGNMENT, "ada").manual_comment = "Nice try."
        gradebook.db.commit()
    (standing,) = standings(folder).standings
    line = standing.lines[1]
    assert (line.points, line.manual, line.comment, line.status) == (1.25, True, "Nice try.", "partial")
    assert line.diagnosis is not None
    assert standing.score == 3.25


def test_a_question_for_a_person_is_a_line_that_waits(tmp_path: Path) -> None:
    """Does a written answer count to the full score, with no status of a machine?"""
    folder = new_class(tmp_path / "class", manual=True)
    put(folder)
    (standing,) = standings(folder).standings
    assert [(line.id, line.status, line.pending) for line in standing.lines][-1] == ("why", None, True)
    assert (standing.score, standing.max_score) == (2.5, 6.0)


def test_a_submission_without_a_grade_has_the_full_score_to_lose(tmp_path: Path) -> None:
    """Is it zero of all, with every question waiting for a person?"""
    folder = new_class(tmp_path / "class")
    put(folder, graded=False)
    (standing,) = standings(folder).standings
    assert (standing.score, standing.max_score) == (0.0, 3.0)
    assert all(line.pending for line in standing.lines)


def test_a_damaged_file_is_named_and_the_rest_is_there(tmp_path: Path) -> None:
    """Does one bad file cost only itself?"""
    for student in ("ada", "bob"):
        write(result_path(tmp_path, student, ASSIGNMENT), result(student))
    result_path(tmp_path, "bob", ASSIGNMENT).write_text("{")
    results = standings(tmp_path)
    assert [standing.student for standing in results.standings] == ["ada"]
    assert len(results.damaged) == 1 and "bob" in results.damaged[0]
