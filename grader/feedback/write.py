"""Write each student's feedback page from the result, the gradebook and the autograded notebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from grader.feedback.answers import answers_of, autograded_path
from grader.feedback.page import page
from grader.files import check_name, write_atomically
from grader.report.standing import Standing, standings


def write_feedback(
    folder: Path, on_progress: Callable[[int, int], None] | None = None, db_url: str | None = None
) -> int:
    """Write ``DIR/feedback/<student>/<assignment>/<topic>.html`` for every result; return how many.

    ``on_progress(done, total)`` is called after each page. ``db_url`` is that of a gradebook elsewhere.

    Raises
    ------
    ClassFolderError
        If ``folder`` cannot be read as a class folder.
    """
    found = standings(folder, db_url).standings
    for done, standing in enumerate(found, 1):
        _write_one(folder, standing)
        if on_progress is not None:
            on_progress(done, len(found))
    return len(found)


def feedback_path(folder: Path, standing: Standing) -> Path:
    """Where the page of ``standing`` belongs: under the notebook's name, so that nbgrader can hand it out too."""
    notebook = autograded_path(folder, standing.student, standing.assignment)
    topic = notebook.stem if notebook is not None else standing.assignment.partition("_")[2]
    names = check_name(standing.student), check_name(standing.assignment)
    return folder.joinpath("feedback", *names, f"{topic or standing.assignment}.html")


def _write_one(folder: Path, standing: Standing) -> None:
    notebook = autograded_path(folder, standing.student, standing.assignment)
    html = page(standing, answers_of(notebook) if notebook is not None else None)
    write_atomically(feedback_path(folder, standing), html.encode("utf-8"))
