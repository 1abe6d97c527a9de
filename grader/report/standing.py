"""Where a submission stands: the judge's result, with what an instructor entered in the gradebook on top.

Feedback, report and export all read this, so the three never disagree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from course.grading.results import Diagnosis, Status
from grader.recorder import Entry, Recorder
from grader.results import Question, ResultFileError, SubmissionResult, read_all


@dataclass(frozen=True)
class Line:
    """One question of one submission as it counts now."""

    id: str
    points: float
    max_points: float
    status: Status | None
    """None for a question that no machine judges."""
    diagnosis: Diagnosis | None = None
    manual: bool = False
    """A person set the points."""
    pending: bool = False
    """A person is still to look at it."""
    comment: str | None = None

    @property
    def waits(self) -> bool:
        """Whether a person is still to mark it, so that its points say nothing yet."""
        return self.status is None and self.pending and not self.manual


@dataclass(frozen=True)
class Standing:
    """One submission as it counts now."""

    result: SubmissionResult
    lines: tuple[Line, ...]

    @property
    def student(self) -> str:
        """The student's id, which is a folder's name."""
        return self.result.student

    @property
    def assignment(self) -> str:
        """The assignment's name, as '07_backprop'."""
        return self.result.assignment

    @property
    def score(self) -> float:
        """The points in all."""
        return sum(line.points for line in self.lines)

    @property
    def max_score(self) -> float:
        """The points that there are to get."""
        return sum(line.max_points for line in self.lines) or self.result.max_score

    @property
    def to_mark(self) -> float:
        """The points of answers in prose that no person has marked yet; the score is without them."""
        if self.result.not_graded is not None:
            return 0.0
        return sum(line.max_points for line in self.lines if line.waits)

    @property
    def share(self) -> float:
        """The share of the full score that it has, of what is marked; 1 where nothing is."""
        most = self.max_score - self.to_mark
        return self.score / most if most > 0 else 1.0


@dataclass(frozen=True)
class ClassResults:
    """All standings of a class folder, by assignment and student, and the result files that are damaged."""

    standings: tuple[Standing, ...]
    damaged: tuple[str, ...]


def standings(folder: Path, db_url: str | None = None) -> ClassResults:
    """Read every result file of ``folder`` and, where there is one, its gradebook (or that at ``db_url``)."""
    entries = dict[tuple[str, str], tuple[Entry, ...]]()
    if db_url is not None or (folder / "gradebook.db").is_file():  # opening one that is not there would make it
        with Recorder(folder, db_url) as recorder:
            entries = recorder.entries()
    found, damaged = list[Standing](), list[str]()
    for item in read_all(folder):
        if isinstance(item, ResultFileError):
            damaged.append(str(item))
        else:
            known = entries.get((item.student, item.assignment), ())
            found.append(Standing(item, tuple(_lines(item.questions, known))))
    return ClassResults(tuple(found), tuple(damaged))


def _lines(questions: Iterable[Question], entries: tuple[Entry, ...]) -> Iterable[Line]:
    rest = {entry.cell: entry for entry in entries}
    for question in questions:
        entry = rest.pop(question.id, None)
        manual = entry is not None and entry.manual
        yield Line(
            id=question.id,
            points=entry.score if entry is not None and manual else question.points,
            max_points=question.max_points,
            status=question.status,
            diagnosis=question.diagnosis,
            manual=manual,
            pending=entry is not None and entry.needs_review,
            comment=entry.comment if entry is not None else None,
        )
    for entry in rest.values():  # read by a person alone, or the submission could not be graded
        points = (entry.score, entry.max_score)
        # Neither marked nor to be read: the cell is as it was given out.
        status: Status | None = None if entry.manual or entry.needs_review else "not_attempted"
        yield Line(entry.cell, *points, status, None, entry.manual, entry.needs_review, entry.comment)
