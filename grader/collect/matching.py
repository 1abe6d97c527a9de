"""Which assignment is this notebook? Its grade_ids say so; where they say nothing, its file name."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import ClassFolderError, UnreadableSubmissionError

MAX_CELLS = 10_000


@dataclass(frozen=True)
class Target:
    """An assignment that a class gives out: its one notebook's name without '.ipynb', and that one's grade_ids."""

    assignment: str
    topic: str
    grade_ids: frozenset[str]


def targets(folder: Path, only: str | None = None) -> list[Target]:
    """The assignments of a class folder, from its releases; ``only`` keeps one.

    Raises
    ------
    ClassFolderError
        If there is no release (or none of ``only``), or one cannot be read.
    """
    found = [_target(path) for path in sorted((folder / "release").glob("*/*.ipynb"))]
    wanted = [target for target in found if only in (None, target.assignment)]
    if not wanted:
        what = f"the assignment {only}" if only else "assignments"
        raise ClassFolderError(f"expected {what} in {folder / 'release'}, found none. Try: grader init {folder}")
    return wanted


def grade_ids(data: bytes) -> frozenset[str]:
    """The grade_ids in a notebook's bytes, each a claim of its sender.

    Raises
    ------
    UnreadableSubmissionError
        If the bytes are no notebook of format 4.
    """
    if not data.strip():
        raise UnreadableSubmissionError("not a notebook: the file is empty")
    try:
        notebook = json.loads(data)
    except (ValueError, RecursionError):
        raise UnreadableSubmissionError("not a notebook: its text is not JSON") from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or notebook.get("nbformat") != 4 or len(cells) > MAX_CELLS:
        raise UnreadableSubmissionError("not a notebook of format 4")
    return frozenset(name for cell in cells if (name := _grade_id(cell)) is not None)


def match(ids: frozenset[str], stem: str, known: list[Target]) -> Target:
    """The assignment with most of ``ids``, else the one that ``stem`` names.

    Raises
    ------
    UnreadableSubmissionError
        If nothing fits, or two fit equally well.
    """
    shared = {target.assignment: len(ids & target.grade_ids) for target in known}
    most = max(shared.values(), default=0)
    best = [target for target in known if most and shared[target.assignment] == most]
    if not best:
        names = {stem.casefold(), stem.casefold().replace(" ", "_")}
        best = [target for target in known if {target.assignment.casefold(), target.topic.casefold()} & names]
    if len(best) != 1:
        raise UnreadableSubmissionError(
            "a notebook of no assignment of this class" if not best else "a notebook of more than one assignment"
        )
    return best[0]


def _target(path: Path) -> Target:
    try:
        return Target(path.parent.name, path.stem, grade_ids(path.read_bytes()))
    except (OSError, UnreadableSubmissionError) as error:
        raise ClassFolderError(f"expected a notebook at {path}, got: {error}") from None


def _grade_id(cell: Any) -> str | None:
    for key in ("metadata", "nbgrader", "grade_id"):
        if not isinstance(cell, dict):
            return None
        cell = cell.get(key)
    return cell if isinstance(cell, str) else None
