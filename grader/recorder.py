"""The one writer of nbgrader's gradebook: a submission's result becomes rows, in one transaction.

The rows are those that `nbgrader autograde` makes (its SaveCells and SaveAutoGrades), so `nbgrader export` and the
formgrader work on them unchanged. What an instructor entered (a manual score, a comment, extra credit) is never
touched. nbgrader's own methods commit after every row; here nothing is committed before the whole is right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import nbformat
from nbgrader import api
from nbgrader.utils import parse_utc
from sqlalchemy.exc import SQLAlchemyError

from grader import autograded, gradebook, marks, prose, results
from grader.errors import ClassFolderError, UnreadableSubmissionError
from grader.files import sweep
from grader.marks import SAME
from grader.results import NOT_GRADED, Question, SubmissionResult
from grader.students import check_student

T = TypeVar("T")


@dataclass(frozen=True)
class Entry:
    """What the gradebook holds about one graded cell of one submission, the instructor's entries included."""

    cell: str
    max_score: float
    score: float
    manual: bool
    """Whether a person set this score."""
    needs_review: bool
    comment: str | None
    """What the instructor wrote about the answer."""


class Recorder:
    """An open gradebook; use it as a context manager. One process at a time records."""

    def __init__(self, folder: Path, db_url: str | None = None) -> None:
        """``db_url`` is SQLAlchemy's; by default the class folder's own gradebook."""
        self.folder = folder
        self.db_url = gradebook.address(folder) if db_url is None else db_url
        self._own = db_url is None

    def __enter__(self) -> Self:
        """Open the gradebook.

        Raises
        ------
        ClassFolderError
            If there is none: nbgrader would make one that knows no assignment.
        GradebookError
            If it cannot be used; so does every method below.
        """
        if self._own and not (self.folder / "gradebook.db").is_file():
            said = f"expected {self.folder / 'gradebook.db'}. Try: grader init {self.folder}"
            raise ClassFolderError(f"{said}; or --db URL, if the gradebook is elsewhere")
        if not self._own and gradebook.is_empty(self.db_url):
            raise ClassFolderError(
                f"expected a gradebook at {gradebook.spoken(self.db_url)}, found an empty database. "
                f"Try: grader init {self.folder} --db URL"
            )
        self._gradebook = gradebook.open_gradebook(self.db_url)
        self._db = self._gradebook.db
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(SQLAlchemyError):  # a gradebook that fails has said so before, and better
            self._db.rollback()
        self._gradebook.close()

    def record(
        self, result: SubmissionResult, *, blank: Set[str] = frozenset(), changed: Set[str] = frozenset()
    ) -> None:
        """Write ``result`` in one transaction. Doing it again changes nothing.

        Of the questions that a person marks, ``blank`` names those that nobody need read, and ``changed`` those
        whose answer is another than when they were marked.

        Raises
        ------
        UnreadableSubmissionError
            If the student's id cannot stand in the gradebook (see `grader.students.check_student`).
        ClassFolderError
            If the gradebook does not know the assignment, or knows it with other questions or points.
        """
        check_student(result.student)
        self._patiently(lambda: self._record(result, blank, changed))

    def _patiently(self, work: Callable[[], T]) -> T:
        """``work()``, begun anew after a wait if another program holds the gradebook; whole or not at all."""

        def attempt() -> T:
            try:
                return work()
            except BaseException:
                self._db.rollback()
                raise

        return gradebook.patiently(attempt, gradebook.spoken(self.db_url))

    def _record(self, result: SubmissionResult, blank: Set[str], changed: Set[str]) -> None:
        assignment = self._assignment(result.assignment)
        asked = {question.id: question for question in result.questions}
        self._check(assignment, asked)
        submission = self._submission(assignment, result.student)
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                if grade.cell.name not in asked and marks.by_hand(grade):
                    marks.leave(grade, blank=grade.cell.name in blank, changed=grade.cell.name in changed)
                else:
                    marks.score(grade, asked.get(grade.cell.name), review=result.not_graded is not None)
            for comment in notebook.comments:
                question = asked.get(comment.cell.name.removesuffix("_code"))
                idle = comment.cell.name in blank or (question is not None and question.status == "not_attempted")
                comment.auto_comment = "No response." if idle else None
        self._db.commit()

    def recorded(self, student: str, assignment: str) -> float | None:
        """The score that the gradebook holds, manual scores included; None if nothing is recorded."""
        query = self._db.query(api.SubmittedAssignment.score)
        found = query.join(api.Assignment).filter(
            api.Assignment.name == assignment, api.SubmittedAssignment.student_id == student
        )
        score = self._patiently(found.scalar)
        self._db.rollback()  # end the read: a long-lived session would go on seeing this moment's rows
        return None if score is None else float(score)

    def holds(self, result: SubmissionResult) -> bool:
        """Whether the gradebook has the judge's points of ``result``, whatever a person entered beside them.

        It has none where it is new, and others where an older copy of it was put back.
        """
        if not result.questions:  # it could not be graded: no points, but a row
            return self.recorded(result.student, result.assignment) is not None
        whose = api.Assignment.name == result.assignment, api.SubmittedAssignment.student_id == result.student
        rows = self._patiently(self._grades().filter(*whose).all)
        held = {cell: grade.auto_score for grade, cell, *_ in rows if grade.auto_score is not None}
        self._db.rollback()
        return all(abs(held.get(question.id, -1.0) - question.points) <= SAME for question in result.questions)

    def entries(self) -> dict[tuple[str, str], tuple[Entry, ...]]:
        """All that the gradebook holds, by student and assignment; read in a handful of queries."""
        return self._patiently(self._entries)

    def _entries(self) -> dict[tuple[str, str], tuple[Entry, ...]]:
        said = dict[tuple[str, str], str]()
        for comment in self._db.query(api.Comment).filter(api.Comment.manual_comment.is_not(None)):
            said[comment.notebook_id, comment.cell.name.removesuffix("_code")] = comment.manual_comment
        found = defaultdict[tuple[str, str], list[Entry]](list)
        points = {cell.id: cell.max_score for kind in _GRADED for cell in self._db.query(kind)}
        for grade, cell, student, assignment in self._grades().order_by(api.BaseCell.name):
            entry = Entry(
                cell=cell,
                max_score=float(points[grade.cell_id]),
                score=float(grade.score or 0.0),
                manual=grade.manual_score is not None or bool(grade.extra_credit),
                needs_review=bool(grade.needs_manual_grade),
                comment=said.get((grade.notebook_id, cell.removesuffix("_code"))),
            )
            found[student, assignment].append(entry)
        self._db.rollback()
        return {key: tuple(entries) for key, entries in found.items()}

    def _grades(self) -> Any:
        """A query of the graded cells of all submissions: row, name of the cell, student, assignment."""
        return (
            self._db.query(api.Grade, api.BaseCell.name, api.SubmittedAssignment.student_id, api.Assignment.name)
            .join(api.BaseCell, api.Grade.cell_id == api.BaseCell.id)
            .join(api.SubmittedNotebook, api.Grade.notebook_id == api.SubmittedNotebook.id)
            .join(api.SubmittedAssignment, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
            .join(api.Assignment, api.SubmittedAssignment.assignment_id == api.Assignment.id)
        )

    def _assignment(self, name: str) -> Any:
        found = self._db.query(api.Assignment).filter(api.Assignment.name == name).one_or_none()
        if found is None:
            raise ClassFolderError(
                f"expected the assignment {name} in the gradebook, found none. Try: grader init {self.folder}"
            )
        return found

    def _check(self, assignment: Any, asked: dict[str, Question]) -> None:
        known = {cell.name: cell for notebook in assignment.notebooks for cell in notebook.grade_cells}
        if strange := sorted(asked.keys() - known.keys()):
            raise ClassFolderError(
                f"{assignment.name}: expected the release's questions, got also {', '.join(strange)}. "
                "Try: generate the assignment again, from the version of the course that grades it"
            )
        for name, question in asked.items():
            if abs(known[name].max_score - question.max_points) > SAME:
                raise ClassFolderError(
                    f"{assignment.name}, {name}: expected {known[name].max_score:g} points as released, "
                    f"got {question.max_points:g}. Try: generate the assignment again"
                )

    def _submission(self, assignment: Any, student: str) -> Any:
        """The submission with all its rows, made where they are missing."""
        if self._db.get(api.Student, student) is None:
            self._db.add(api.Student(id=student))
        mine = {"assignment_id": assignment.id, "student_id": student}
        # The row is the submission's lock, where the database has such: two recorders must not mix their marks.
        query = self._db.query(api.SubmittedAssignment).with_for_update(of=api.SubmittedAssignment)
        submission = query.filter_by(**mine).one_or_none()
        if submission is None:
            submission = api.SubmittedAssignment(**mine)
            self._db.add(submission)
        submission.timestamp = _timestamp(self.folder / "submitted" / student / assignment.name)
        there = {notebook.notebook_id: notebook for notebook in submission.notebooks}
        for notebook in assignment.notebooks:
            copy = there.get(notebook.id)
            if copy is None:
                copy = api.SubmittedNotebook(notebook=notebook, assignment=submission)
                self._db.add(copy)
            grades = _absent(copy, api.Grade, [*notebook.grade_cells, *notebook.task_cells], copy.grades)
            comments = _absent(copy, api.Comment, [*notebook.solution_cells, *notebook.task_cells], copy.comments)
            self._db.add_all([*grades, *comments])
        self._db.flush()
        return submission


def keep(
    recorder: Recorder,
    result: SubmissionResult,
    release: nbformat.NotebookNode,
    submitted: nbformat.NotebookNode | None,
    topic: str,
) -> SubmissionResult:
    """Keep all that one judgement gave, in the order that lets a killed run be started again; return what was kept.

    The old result file goes first and the new one comes last: a result file is there only while everything else
    agrees with it. In between, a second run finds no result file and grades the submission again.

    A student's id that cannot stand in the gradebook makes the submission one that could not be graded.
    """
    path = results.result_path(recorder.folder, result.student, result.assignment)
    path.unlink(missing_ok=True)
    for place in (path.parent, recorder.folder / "autograded" / result.student / result.assignment):
        sweep(place)  # what a run that was killed in the middle of writing left here
    try:
        shown = autograded.path_of(recorder.folder, result, topic)
        recorder.record(
            result, blank=prose.blank(release, submitted), changed=prose.changed(release, submitted, shown)
        )
        models = prose.models_for(recorder.folder, result.assignment, topic, release)
        autograded.write(recorder.folder, result, release, submitted, topic, models)
    except UnreadableSubmissionError as error:
        if result.not_graded is None:
            events = (NOT_GRADED + error.reason, *result.events)
            result = replace(result, score=0.0, questions=(), events=events)
    results.write(path, result)
    return result


_GRADED = (api.GradeCell, api.TaskCell)


def _absent(copy: Any, kind: Any, cells: list[Any], present: list[Any]) -> list[Any]:
    """A new row of ``kind`` for each of ``cells`` that has none yet."""
    have = {row.cell_id for row in present}
    return [kind(cell=cell, notebook=copy) for cell in cells if cell.id not in have]


def _timestamp(folder: Path) -> datetime | None:
    """When it was handed in, UTC, as nbgrader's ``timestamp.txt`` beside a submission says; None if unknown."""
    path = folder / "timestamp.txt"
    try:
        if path.is_symlink() or path.stat().st_size > 200:
            return None
        moment = parse_utc(path.read_text(encoding="utf-8").strip())
    except (OSError, ValueError, OverflowError):
        return None
    return moment if isinstance(moment, datetime) else None
