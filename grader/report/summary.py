"""What an instructor asks of a class's results, counted: who stands where, and what goes wrong most often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import fmean, median

from course.grading.results import Status
from grader.report.standing import ClassResults, Line, Standing
from grader.strays import strays
from grader.text import STATUS

BINS = 10
HALF = 0.5
COMMON = 5


@dataclass(frozen=True)
class Common:
    """A diagnosis that came up: ``count`` times, with the sentence that said it most often."""

    count: int
    kind: str
    message: str


@dataclass(frozen=True)
class QuestionSummary:
    """One question over the class."""

    id: str
    max_points: float
    mean: float
    """Over the answers that have their points; 0 where none has."""
    marked: int
    """How many have them: an answer in prose that waits for a person does not lower the mean."""
    counts: tuple[tuple[Status, int], ...]
    """How many answers have each status, in the order of `STATUS`; none that is zero."""
    common: tuple[Common, ...]
    answers: int
    pending: int
    """How many a person is still to look at."""


@dataclass(frozen=True)
class AssignmentSummary:
    """One assignment over the class."""

    name: str
    rows: tuple[Standing, ...]
    questions: tuple[QuestionSummary, ...]
    histogram: tuple[int, ...]
    """Submissions by score: tenths of the full score, the last bin with the full score in it."""
    mean: float
    median: float
    max_score: float
    waiting: int
    """How many have answers that a person is still to mark."""
    unsafe: int
    """How many were graded without the sandbox."""

    @property
    def hardest(self) -> list[QuestionSummary]:
        """The questions, those first of whose points the largest share was lost; the unmarked last."""
        return sorted(self.questions, key=lambda q: q.mean / q.max_points if q.marked and q.max_points else 2.0)

    @property
    def in_need(self) -> list[Standing]:
        """Who has less than half of the points that are marked, the lowest first."""
        shares = {row.student: row.share for row in self.rows if row.result.not_graded is None}
        low = [row for row in self.rows if shares.get(row.student, 1.0) < HALF]
        return sorted(low, key=lambda row: shares[row.student])

    @property
    def odd(self) -> list[tuple[Standing, str]]:
        """What was noted about submissions that were graded, an event each."""
        return [(row, event) for row in self.rows if row.result.not_graded is None for event in row.result.events]

    def cells(self, row: Standing) -> list[Line | None]:
        """The row's lines, one for each question of the assignment; None where it has no such line."""
        lines = {line.id: line for line in row.lines}
        return [lines.get(question.id) for question in self.questions]


@dataclass(frozen=True)
class NotGraded:
    """A submission without a judgement, and why."""

    student: str
    assignment: str
    reason: str


def summarise(results: ClassResults) -> list[AssignmentSummary]:
    """Count the class, an assignment at a time."""
    groups = groupby(results.standings, key=lambda standing: standing.assignment)
    return [_assignment(name, tuple(rows)) for name, rows in groups]


def not_graded(folder: Path, results: ClassResults) -> list[NotGraded]:
    """Every submission without a judgement: unreadable, at the wrong place, not judged yet, its result damaged."""
    found = [
        NotGraded(row.student, row.assignment, row.result.not_graded)
        for row in results.standings
        if row.result.not_graded is not None
    ]
    found += [NotGraded("", "", reason) for reason in results.damaged]
    judged = {(row.student, row.assignment) for row in results.standings}
    lost = strays(folder)
    unknown = {folder / stray.place for stray in lost}
    for path in sorted((folder / "submitted").glob("*/*")):
        if path.is_dir() and path not in unknown and (path.parent.name, path.name) not in judged:
            found.append(NotGraded(path.parent.name, path.name, "no result yet. Try: grader grade"))
    return found + [NotGraded("", "", f"{stray.place}: {stray.reason}") for stray in lost]


def _assignment(name: str, rows: tuple[Standing, ...]) -> AssignmentSummary:
    judged = [row for row in rows if row.result.not_graded is None]
    scores = [row.score for row in judged]
    asked = dict.fromkeys(line.id for row in judged for line in row.lines)
    return AssignmentSummary(
        name=name,
        rows=rows,
        questions=tuple(_question(question, judged) for question in asked),
        histogram=_histogram(judged),
        mean=fmean(scores) if scores else 0.0,
        median=median(scores) if scores else 0.0,
        max_score=max((row.max_score for row in rows), default=0.0),
        waiting=sum(row.to_mark > 0 for row in judged),
        unsafe=sum(row.result.sandbox == "none" for row in rows),
    )


def _question(question: str, rows: Iterable[Standing]) -> QuestionSummary:
    lines = [line for row in rows for line in row.lines if line.id == question]
    counts = Counter(line.status for line in lines)
    marked = [line.points for line in lines if not line.waits]
    return QuestionSummary(
        id=question,
        max_points=max(line.max_points for line in lines),
        mean=fmean(marked) if marked else 0.0,
        marked=len(marked),
        counts=tuple((status, counts[status]) for status in STATUS if counts[status]),
        common=_common(lines),
        answers=len(lines),
        pending=sum(line.pending for line in lines),
    )


def _common(lines: Sequence[Line]) -> tuple[Common, ...]:
    said = [line.diagnosis for line in lines if line.diagnosis is not None]
    kinds = Counter(diagnosis.kind for diagnosis in said).most_common(COMMON)
    return tuple(
        Common(count, kind, Counter(d.message for d in said if d.kind == kind).most_common(1)[0][0])
        for kind, count in kinds
    )


def _histogram(rows: Iterable[Standing]) -> tuple[int, ...]:
    bins = [0] * BINS
    for row in rows:
        share = row.score / row.max_score if row.max_score else 0.0
        bins[min(BINS - 1, int(share * BINS + 1e-9))] += 1
    return tuple(bins)
