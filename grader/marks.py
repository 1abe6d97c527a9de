"""What a machine may set in a row of nbgrader's gradebook, and when a person is asked to look."""

from __future__ import annotations

from typing import Any

from grader.results import Question

SAME = 1e-9


def by_hand(grade: Any) -> bool:
    """Whether a person marks it: a task, or a cell that is question and answer in one."""
    return grade.cell.type == "TaskCell" or grade.cell.name in {
        cell.name for cell in grade.cell.notebook.solution_cells
    }


def leave(grade: Any, *, blank: bool, changed: bool) -> None:
    """Leave the marking to a person, but for what is blank; what is marked is asked again if the answer changed."""
    grade.auto_score = 0.0 if blank else None
    if grade.manual_score is None:
        grade.needs_manual_grade = not blank
    elif changed:
        grade.needs_manual_grade = True


def score(grade: Any, question: Question | None, *, review: bool) -> None:
    """Set what the judge gave. A person is asked to look where a score that a person gave lost its ground."""
    before = grade.auto_score
    grade.auto_score = question.points if question is not None else 0.0
    if grade.manual_score is None:
        grade.needs_manual_grade = review or by_hand(grade)
    elif before is None or abs(before - grade.auto_score) > SAME:
        grade.needs_manual_grade = True
