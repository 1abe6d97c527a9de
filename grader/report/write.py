"""Write the instructor's page."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from urllib.parse import quote

from grader.files import write_atomically
from grader.report.pages import render
from grader.report.standing import Standing, standings
from grader.report.summary import not_graded, summarise


def write_report(folder: Path, db_url: str | None = None) -> Path:
    """Write ``DIR/report.html`` from the result files and the gradebook (the one at ``db_url``); return its path."""
    results = standings(folder, db_url)
    html = render(
        "report.html",
        folder=folder.resolve().name,
        assignments=summarise(results),
        not_graded=not_graded(folder, results),
        feedback_of=partial(_feedback_link, folder),
    )
    path = folder / "report.html"
    write_atomically(path, html.encode("utf-8"))
    return path


def _feedback_link(folder: Path, row: Standing) -> str | None:
    """The way from the report to the student's feedback page, None where it is not written."""
    pages = sorted((folder / "feedback" / row.student / row.assignment).glob("*.html"))
    return quote(str(pages[0].relative_to(folder)), errors="surrogateescape") if pages else None
