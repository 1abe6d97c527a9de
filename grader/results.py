"""The result file: what judging one submission gave, as ``DIR/graded/<student>/<assignment>.json``.

It is the contract with the outside, so it is written in exactly one form and checked whole when it is read. Its
presence says that everything else about the submission (gradebook, autograded notebook) is done.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, get_args

from course.grading.results import Diagnosis, Status
from grader.errors import GraderError
from grader.files import check_name, write_atomically

SCHEMA = 1
SANDBOXES = ("bwrap", "none")
NOT_GRADED = "could not be graded: "
"""How the first event of a submission begins that could not be graded; the reason follows."""
FOR_INSTRUCTOR = "instructor: "
"""How an event begins that a student's feedback leaves out: what looks like a forgery may be an accident."""


class ResultFileError(GraderError):
    """A result file is damaged, or is not one."""


@dataclass(frozen=True)
class Question:
    """The outcome of one question; ``id`` is the name of the function that the student writes."""

    id: str
    points: float
    max_points: float
    status: Status
    diagnosis: Diagnosis | None = None
    seconds: float = 0.0


@dataclass(frozen=True, kw_only=True)
class SubmissionResult:
    """The outcome of one submission, field for field as it stands in the file."""

    student: str
    assignment: str
    submission_sha256: str
    spec_version: str
    seed: int
    sandbox: str
    score: float
    max_score: float
    questions: tuple[Question, ...] = ()
    events: tuple[str, ...] = ()

    @property
    def not_graded(self) -> str | None:
        """Why the submission could not be graded; None if it was."""
        first = self.events[0] if self.events else ""
        return first.removeprefix(NOT_GRADED) if first.startswith(NOT_GRADED) else None


def to_json(result: SubmissionResult) -> str:
    """Return ``result`` as the file's text. ASCII, so that any file name survives, whatever its bytes."""
    return json.dumps({"schema": SCHEMA, **asdict(result)}, indent=1, allow_nan=False) + "\n"


def from_json(text: str) -> SubmissionResult:
    """Read a result file's text. Raises `ResultFileError` that names the first thing that does not fit."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ResultFileError(f"expected a result file, got text that is not JSON ({error})") from None
    fields = _fields(data, "the file", {"schema", *SubmissionResult.__dataclass_fields__})
    if fields["schema"] != SCHEMA:
        raise ResultFileError(f"schema: expected {SCHEMA}, got {fields['schema']!r}. Try: grade it again")
    texts = ("student", "assignment", "submission_sha256", "spec_version")
    if fields["sandbox"] not in SANDBOXES:
        raise ResultFileError(f"sandbox: expected one of {', '.join(SANDBOXES)}, got {fields['sandbox']!r}")
    if type(fields["seed"]) is not int or fields["seed"] < 0:
        raise ResultFileError(f"seed: expected a whole number from 0 up, got {str(fields['seed'])[:40]}")
    return SubmissionResult(
        **{name: _text(fields[name], name) for name in texts},
        seed=fields["seed"],
        sandbox=fields["sandbox"],
        score=_number(fields["score"], "score"),
        max_score=_number(fields["max_score"], "max_score"),
        questions=tuple(_question(item) for item in _list(fields["questions"], "questions")),
        events=tuple(_text(item, "events") for item in _list(fields["events"], "events")),
    )


def result_path(folder: Path, student: str, assignment: str) -> Path:
    """``DIR/graded/<student>/<assignment>.json``, with both names checked."""
    return folder / "graded" / check_name(student) / f"{check_name(assignment)}.json"


def write(path: Path, result: SubmissionResult) -> None:
    """Write ``result``: afterwards the file is there whole, or as it was."""
    write_atomically(path, to_json(result).encode())


def read(path: Path) -> SubmissionResult:
    """Read a result file. Raises `ResultFileError` for any other file, one at the wrong place included."""
    try:
        result = from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResultFileError(f"expected a result file at {path}, got: {error}") from None
    except ResultFileError as error:
        raise ResultFileError(f"{path}: {error}") from None
    if (result.student, result.assignment) != (path.parent.name, path.stem):
        raise ResultFileError(f"{path}: the file is about {result.student}, {result.assignment}")
    return result


def read_all(folder: Path) -> Iterator[SubmissionResult | ResultFileError]:
    """Every result of a class folder, ordered by assignment and student; a damaged file gives its error."""
    for path in sorted((folder / "graded").glob("*/*.json"), key=lambda path: (path.stem, path.parent.name)):
        try:
            yield read(path)
        except ResultFileError as error:
            yield error


def _question(item: Any) -> Question:
    fields = _fields(item, "a question", set(Question.__dataclass_fields__))
    if fields["status"] not in get_args(Status):
        raise ResultFileError(f"status: expected one of {', '.join(get_args(Status))}, got {fields['status']!r}")
    diagnosis = fields["diagnosis"]
    if diagnosis is not None:
        said = _fields(diagnosis, "a diagnosis", set(Diagnosis.__dataclass_fields__))
        diagnosis = Diagnosis(**{name: _text(value, name) for name, value in said.items()})
    numbers = {name: _number(fields[name], name) for name in ("points", "max_points", "seconds")}
    return Question(id=_text(fields["id"], "id"), status=fields["status"], diagnosis=diagnosis, **numbers)


def _fields(value: Any, what: str, names: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != names:
        got = ", ".join(sorted(map(str, value)))[:200] if isinstance(value, dict) else type(value).__name__
        raise ResultFileError(f"{what}: expected the fields {', '.join(sorted(names))}, got {got}")
    return value


def _text(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise ResultFileError(f"{name}: expected text, got {type(value).__name__}")
    return value


def _number(value: Any, name: str) -> float:
    plain = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not plain or not 0 <= value <= sys.float_info.max:  # NaN fails both, and so does what no float can hold
        raise ResultFileError(f"{name}: expected a finite number from 0 up, got {str(value)[:40]}")
    return float(value)


def _list(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise ResultFileError(f"{name}: expected a list, got {type(value).__name__}")
    return value
