"""Scores as CSV: for a spreadsheet, for Canvas's gradebook import, for Moodle's grade import.

A submission that could not be graded has an empty score, never a zero: an LMS leaves such a cell as it is.
Scores that an instructor entered in the gradebook stand in place of the judge's. Answers in prose that nobody marked
yet add nothing; the column ``to_mark`` says how many points of them wait.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, get_args

from grader.errors import RefusedError
from grader.files import write_atomically
from grader.report.standing import ClassResults, Standing, standings
from grader.text import visible

Format = Literal["csv", "canvas", "moodle"]
Row = Sequence[str | float | None]

# What a spreadsheet takes for a formula (OWASP, 'CSV injection').
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def export(folder: Path, to: str, out: Path, db_url: str | None = None, only: Sequence[str] = ()) -> Path:
    """Write the scores of ``folder`` to ``out`` in the format ``to``; return ``out``.

    ``db_url`` is that of a gradebook elsewhere; ``only`` keeps these assignments alone.

    Raises
    ------
    RefusedError
        If the format is unknown, nothing is graded, or a result file is damaged: a class list with a hole in it
        must not reach an LMS.
    """
    if to not in get_args(Format):
        raise RefusedError(f"expected one of {', '.join(get_args(Format))}, got {to!r}")
    results = standings(folder, db_url)
    if results.damaged:
        raise RefusedError("expected whole result files, got:\n" + "\n".join(results.damaged))
    results = replace(results, standings=tuple(row for row in results.standings if _asked(row, only)))
    if not results.standings:
        which = f" of {', '.join(only)}" if only else ""
        raise RefusedError(f"expected graded submissions{which} in {folder}, found none. Try: grader grade {folder}")
    rows = {"csv": _csv, "canvas": _canvas, "moodle": _moodle}[to](results)
    write_atomically(out, _text(rows).encode("utf-8"))
    return out


def unmarked(folder: Path, db_url: str | None = None, only: Sequence[str] = ()) -> int:
    """How many submissions have answers in prose that nobody marked yet: their scores are without them."""
    return sum(row.to_mark > 0 for row in standings(folder, db_url).standings if _asked(row, only))


def _asked(row: Standing, only: Sequence[str]) -> bool:
    return not only or row.assignment in only


def harmless(cell: str) -> str:
    """Return ``cell`` so that no spreadsheet computes it, control characters marked.

    >>> harmless("=1+1")
    "'=1+1"
    """
    guarded = f"'{cell}" if cell.startswith(FORMULA) else cell
    return visible(guarded)


def _csv(results: ClassResults) -> Iterable[Row]:
    rows = results.standings
    questions = list(dict.fromkeys(line.id for row in rows for line in row.lines))
    yield ["student", "assignment", "score", "max_score", "to_mark", "sandbox", "not_graded", "events", *questions]
    for row in rows:
        points = {line.id: line.points for line in row.lines}
        score, result = _score(row), row.result
        marks = [None if score is None else points.get(question) for question in questions]
        row_start = [row.student, row.assignment, score, row.max_score, row.to_mark]
        yield [*row_start, result.sandbox, result.not_graded or "", len(result.events), *marks]


def _canvas(results: ClassResults) -> Iterable[Row]:
    """One row per student and one column per assignment, the second row with the points possible."""
    table, most = _table(results)
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *most]
    yield ["Points Possible", "", "", "", "", *most.values()]
    for student, scores in table.items():
        # A number is the id that Canvas puts into its downloads; anything else can only be a login.
        names = [student, "", "", ""] if student.isdecimal() else ["", "", student, ""]
        yield [student, *names, *(scores.get(assignment) for assignment in most)]


def _moodle(results: ClassResults) -> Iterable[Row]:
    """Of one assignment, the columns of its grading worksheet; of several, a column each for the grade import."""
    table, most = _table(results)
    single = next(iter(most)) if len(most) == 1 else None
    columns = ["Grade", "Maximum Grade", "Last modified (grade)"] if single else list(most)
    yield ["Identifier", "ID number", *columns]
    for student, scores in table.items():
        names = [f"Participant {student}" if student.isdecimal() else student, student]
        marks = [scores.get(assignment) for assignment in most]
        yield [*names, *marks, most[single], ""] if single else [*names, *marks]


def _table(results: ClassResults) -> tuple[dict[str, dict[str, float | None]], dict[str, float]]:
    """Student to assignment to score, and assignment to its full score, both in order of name."""
    table = dict[str, dict[str, float | None]]()
    most = dict[str, float]()
    for row in results.standings:
        table.setdefault(row.student, {})[row.assignment] = _score(row)
        most[row.assignment] = max(most.get(row.assignment, 0.0), row.max_score)
    return dict(sorted(table.items())), most


def _score(row: Standing) -> float | None:
    marked_by_hand = any(line.manual for line in row.lines)
    return None if row.result.not_graded is not None and not marked_by_hand else row.score


def _text(rows: Iterable[Row]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return buffer.getvalue()


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else f"{value:.10g}"
