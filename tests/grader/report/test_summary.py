from __future__ import annotations

from pathlib import Path

import numpy as np

from course.grading.results import Status
from grader.report.standing import ClassResults, Line, Standing, standings
from grader.report.summary import not_graded, summarise
from grader.results import NOT_GRADED, result_path, write
from tests.grader.samples import ASSIGNMENT, new_class, question, result


def put(folder: Path, student: str, points: float, status: Status, kind: str = "", message: str = "") -> None:
    one = result(student, [question("double", points, 4.0, status, kind, message)], max_score=4.0)
    write(result_path(folder, student, ASSIGNMENT), one)


def test_the_figures_are_those_of_the_class(tmp_path: Path) -> None:
    """Are mean, median and the distribution what NumPy finds?"""
    points = [0.0, 0.4, 1.0, 2.0, 3.9, 4.0, 4.0]
    for index, score in enumerate(points):
        put(tmp_path, f"s{index}", score, "correct" if score == 4 else "partial" if score else "wrong")
    (summary,) = summarise(standings(tmp_path))
    assert np.isclose(summary.mean, np.mean(points)) and np.isclose(summary.median, np.median(points))
    assert summary.histogram == tuple(np.histogram(np.array(points) / 4.0, bins=10, range=(0, 1))[0])
    (found,) = summary.questions
    assert found.counts == (("correct", 2), ("partial", 4), ("wrong", 1))
    assert np.isclose(found.mean, np.mean(points))


def test_the_most_common_diagnoses_come_first_with_their_usual_words(tmp_path: Path) -> None:
    """Is a kind counted over its wordings, and shown with the most frequent one?"""
    said = ["n times too large"] * 3 + ["m times too large"]
    for index, message in enumerate(said):
        put(tmp_path, f"a{index}", 1.0, "partial", "missing-mean", message)
    put(tmp_path, "b", 0.0, "wrong", "sign-flipped", "minus")
    (summary,) = summarise(standings(tmp_path))
    assert [(item.count, item.kind, item.message) for item in summary.questions[0].common] == [
        (4, "missing-mean", "n times too large"),
        (1, "sign-flipped", "minus"),
    ]


def test_what_has_no_grade_does_not_count_and_is_named(tmp_path: Path) -> None:
    """Are unreadable, waiting and damaged submissions left out of the figures and listed with their reason?"""
    put(tmp_path, "ada", 4.0, "correct")
    write(
        result_path(tmp_path, "bob", ASSIGNMENT),
        result("bob", (), events=(f"{NOT_GRADED}it is not JSON",)),
    )
    put(tmp_path, "cyd", 0.0, "wrong")
    result_path(tmp_path, "cyd", ASSIGNMENT).write_text("{")
    (tmp_path / "submitted" / "dan" / ASSIGNMENT).mkdir(parents=True)
    results = standings(tmp_path)
    (summary,) = summarise(results)
    assert (summary.mean, sum(summary.histogram), len(summary.rows)) == (4.0, 1, 2)
    reasons = {item.student: item.reason for item in not_graded(tmp_path, results)}
    assert reasons["bob"] == "it is not JSON"
    assert "cyd" in reasons[""] and "Try: grader grade" in reasons["dan"]


def test_a_row_has_a_cell_for_each_question_of_the_assignment(tmp_path: Path) -> None:
    """Do rows stay aligned where a submission lacks a question?"""
    put(tmp_path, "ada", 4.0, "correct")
    write(result_path(tmp_path, "bob", ASSIGNMENT), result("bob"))
    (summary,) = summarise(standings(tmp_path))
    assert [q.id for q in summary.questions] == ["double", "halve"]
    assert [cell is None for cell in summary.cells(summary.rows[0])] == [False, True]


def test_an_empty_class_has_no_summary(tmp_path: Path) -> None:
    """Is a folder without results survived?"""
    assert summarise(standings(tmp_path)) == []


def test_who_is_in_need_and_what_is_hard_comes_first(tmp_path: Path) -> None:
    """Are those below half found, lowest first, the hardest question first, and events gathered without the rest?"""
    for student, easy, hard in (("ada", 2.0, 1.0), ("bob", 0.5, 0.0), ("cyd", 0.0, 0.0)):
        asked = [question("easy", easy, 2.0, "partial"), question("hard", hard, 2.0, "partial")]
        one = result(student, asked, max_score=4.0, events=("a cell was split",) if student == "ada" else ())
        write(result_path(tmp_path, student, ASSIGNMENT), one)
    bad = result("dan", (), events=(f"{NOT_GRADED}it is not JSON",))
    write(result_path(tmp_path, "dan", ASSIGNMENT), bad)
    (summary,) = summarise(standings(tmp_path))
    assert [row.student for row in summary.in_need] == ["cyd", "bob"]
    assert [item.id for item in summary.hardest] == ["hard", "easy"]
    assert [(row.student, event) for row, event in summary.odd] == [("ada", "a cell was split")]


def test_an_answer_that_waits_lowers_no_mean(tmp_path: Path) -> None:
    """Is prose that nobody marked yet neither a zero in the mean nor the hardest question nor a student in need?"""
    marked = Line("why", 3.0, 4.0, None, manual=True)
    waiting = Line("why", 0.0, 4.0, None, pending=True)
    sure = Line("double", 2.0, 4.0, "partial")
    rows = tuple(Standing(result(name), (sure, line)) for name, line in (("ada", marked), ("bob", waiting)))
    (summary,) = summarise(ClassResults(rows, ()))
    why = summary.questions[1]
    assert (why.mean, why.marked, why.answers) == (3.0, 1, 2)
    assert [item.id for item in summary.hardest] == ["double", "why"] and summary.in_need == []
    (alone,) = summarise(ClassResults(rows[1:], ()))
    assert (alone.questions[1].marked, [item.id for item in alone.hardest]) == (0, ["double", "why"])


def test_a_submission_at_the_wrong_place_is_listed_once(tmp_path: Path) -> None:
    """Is a folder of no assignment named with what is wrong, and not sent to a run that cannot find it?"""
    folder = new_class(tmp_path / "class")
    wrong = folder / "submitted" / "ada" / "03_Toys" / "toys.ipynb"
    wrong.parent.mkdir(parents=True)
    wrong.write_text("{}")
    (item,) = not_graded(folder, standings(folder))
    assert item.reason == f"submitted/ada/03_Toys: no assignment of this class. Try: {ASSIGNMENT}"
