"""Answers in prose in a submission: which are as they were given out, and which changed since a person read them."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grader.autograded import answers_in, unquote
from grader.build.cells import grade_id, role
from grader.build.written import Model, by_hand, models


def blank(release: NotebookNode, submitted: NotebookNode | None) -> frozenset[str]:
    """The questions in prose whose cell is empty, or as it was given out: nobody need read them.

    One whose cell is gone is not among them: the student may have written elsewhere.
    """
    answers = answers_in(release, submitted)
    given = {str(grade_id(cell)): cell.source.strip() for cell in release.cells if role(cell) == "manual"}
    return frozenset(name for name, text in given.items() if answers.get(name, "-").strip() in ("", text))


def changed(release: NotebookNode, submitted: NotebookNode | None, shown: Path) -> frozenset[str]:
    """The questions in prose whose answer is another than in ``shown``, an earlier run's autograded notebook."""
    names = by_hand(release).keys()
    if not names or submitted is None or not shown.is_file():
        return frozenset()
    try:
        earlier = nbformat.read(shown, as_version=4)
    except Exception:  # nbformat raises whatever its validators raise; what cannot be read was not the same
        return frozenset(names)
    before = {str(grade_id(cell)): unquote(cell.source) for cell in earlier.cells if role(cell) == "manual"}
    now = answers_in(release, submitted)
    return frozenset(name for name in names if before.get(name, "").strip() != now.get(name, "").strip())


def models_for(folder: Path, assignment: str, topic: str, release: NotebookNode) -> dict[str, Model]:
    """The model answers and rubrics of a class's assignment, from its source; none where it has none or is gone."""
    path = folder / "source" / assignment / f"{topic}.ipynb"
    if not by_hand(release) or not path.is_file():
        return {}
    return models(nbformat.read(path, as_version=4))
