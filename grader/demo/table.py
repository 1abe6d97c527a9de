"""The demo's table: lesson by lesson, what each student hands in, the stated and the given score, what was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from grader.demo.samples import Sample
from grader.results import SubmissionResult

SAME = 5e-4
"""Points are kept to four decimals."""
Place = tuple[str, str]
"""Student and assignment."""
COLUMNS = (
    ("student", "left"),
    ("what it is", "left"),
    ("assignment", "left"),
    ("stated", "right"),
    ("graded", "right"),
    ("", "left"),
    ("lost on", "left"),
)


def show(
    console: Console,
    samples: Sequence[Sample],
    stated: Mapping[Place, float | None],
    results: Mapping[Place, SubmissionResult],
    prose: Mapping[str, float],
) -> bool:
    """Print a row per submission, a block per lesson; return whether every score is the stated one.

    ``prose`` holds the points of each assignment that a person gives.
    """
    table = Table(box=None, pad_edge=False)
    for column, justify in COLUMNS:
        table.add_column(column, justify=justify, overflow="fold")  # type: ignore[arg-type]  # a literal type
    right = True
    for number, assignment in enumerate(sorted({assignment for _, assignment in stated})):
        if number:
            table.add_row()
        for sample in samples:
            if assignment not in sample.edits:
                continue
            wanted, result = stated[sample.student, assignment], results.get((sample.student, assignment))
            same = as_stated(sample, wanted, result)
            right &= same
            table.add_row(
                sample.student,
                sample.what,
                assignment,
                "–" if wanted is None else f"{wanted:.2f}",
                _given(result),
                "✓" if same else "✗ DIFFERS",
                _lost(result),
            )
    console.print(table)
    for assignment, points in prose.items():
        if points:
            console.print(f"{assignment} has {points:g} more points, for prose, which a person gives.")
    return right and len(results) == len(stated)


def as_stated(sample: Sample, wanted: float | None, result: SubmissionResult | None) -> bool:
    """Whether the score is the stated one, and so are the points of every single question."""
    if result is None:
        return False
    if wanted is None or result.not_graded is not None:
        return wanted is None and result.not_graded is not None
    each = (abs(q.max_points - q.points - _stated(sample, q.id, q.max_points)) < SAME for q in result.questions)
    return abs(result.score - wanted) < SAME and all(each)


def _stated(sample: Sample, question: str, points: float) -> float:
    return points if sample.blank else sample.lost.get(question, 0.0)


def _given(result: SubmissionResult | None) -> str:
    if result is None:
        return "none"
    if result.not_graded is not None:
        return "not graded"
    return f"{result.score:.2f} of {result.max_score:g}"


def _lost(result: SubmissionResult | None) -> str:
    if result is None:
        return ""
    if result.not_graded is not None:
        return result.not_graded
    lost = [q for q in result.questions if q.points < q.max_points]
    if len(lost) > 2:
        return f"{len(lost)} questions"
    return ", ".join(f"{q.id}: {q.diagnosis.kind if q.diagnosis else q.status}" for q in lost)
