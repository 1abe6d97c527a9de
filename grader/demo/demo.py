"""`grader demo`: make a class, grade it as any class is graded, and hold every score to the stated one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
from rich.console import Console
from rich.table import Table

from grader.build.written import by_hand
from grader.classroom import assignments, init, release_path
from grader.demo.make import hand_in_all
from grader.demo.samples import SAMPLES, Sample
from grader.errors import ClassFolderError, SandboxMissingError
from grader.feedback import write_feedback
from grader.report import write_report
from grader.results import SubmissionResult
from grader.run.grade import Options
from grader.sandbox.bwrap import require
from grader.sandbox.limits import Limits
from grader.show import follow

MARK = ".demo-class"
"""A file that says that a folder was made here, and may be made anew."""
LIMITS = Limits(cell_seconds=6.0, call_seconds=4.0)
"""Shorter than a real class's: the demo's endless loops would only make its reader wait."""
SAME = 5e-4
WIDTH = 130
"""The table is made for a wide window, and for a log, which has no width of its own."""


def run(folder: Path, *, jobs: int, sandbox: Any = None) -> bool:
    """Make the class in ``folder``, grade it, print the table; return whether every score is the stated one.

    Raises
    ------
    ClassFolderError
        If ``folder`` holds something that is not an earlier demo class.
    """
    console = Console(highlight=False, markup=False)
    console.width = max(console.width, WIDTH)
    sandbox = sandbox or _sandbox(console)
    samples = [s for s in SAMPLES if sandbox == "bwrap" or not s.needs_sandbox]
    _clear(folder)
    init(folder)
    (folder / MARK).touch()
    stated = hand_in_all(folder, samples)
    graded = follow(folder, Options(jobs=jobs, sandbox=sandbox, limits=LIMITS))
    results = {(g.result.student, g.result.assignment): g.result for g in graded}
    right = _table(console, samples, stated, results, _prose(folder))
    pages = write_feedback(folder)
    report = write_report(folder)
    console.print(f"{pages} feedback pages in {folder / 'feedback'}, the class on one page in {report}")
    console.print(f"Every score is the stated one: {'yes' if right else 'NO'}")
    return right


def _sandbox(console: Console) -> str:
    try:
        require()
    except SandboxMissingError as error:
        console.print(f"{error}\n\nThe demo goes on without a sandbox: it grades only what it made itself.\n")
        return "none"
    return "bwrap"


def _clear(folder: Path) -> None:
    strange = folder.is_symlink() or (folder.exists() and not folder.is_dir())
    if strange or (folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists()):
        raise ClassFolderError(
            f"expected a new folder or an earlier demo, got {folder}. Try: grader demo NEW-FOLDER"
        )
    shutil.rmtree(folder, ignore_errors=True)


def _table(
    console: Console,
    samples: list[Sample],
    stated: dict[tuple[str, str], float | None],
    results: dict[tuple[str, str], SubmissionResult],
    prose: dict[str, float],
) -> bool:
    """Print a row per submission: what it is, the stated and the given score, and what was seen."""
    table = Table(box=None, pad_edge=False)
    for column, justify in (
        ("student", "left"),
        ("what it is", "left"),
        ("assignment", "left"),
        ("stated", "right"),
        ("graded", "right"),
        ("", "left"),
        ("lost on", "left"),
    ):
        table.add_column(column, justify=justify, overflow="fold")  # type: ignore[arg-type]  # a literal type
    right = True
    for sample in samples:
        for assignment in sorted(sample.edits):
            wanted, result = stated[sample.student, assignment], results.get((sample.student, assignment))
            same = _same(wanted, result)
            right &= same
            table.add_row(
                sample.student,
                sample.what,
                assignment,
                "–" if wanted is None else f"{wanted:.2f}",
                _given(result, prose.get(assignment, 0.0)),
                "✓" if same else "✗ DIFFERS",
                _lost(result),
            )
    console.print(table)
    return right and len(results) == len(stated)


def _same(wanted: float | None, result: SubmissionResult | None) -> bool:
    if result is None:
        return False
    if wanted is None:
        return result.not_graded is not None
    return result.not_graded is None and abs(result.score - wanted) < SAME


def _given(result: SubmissionResult | None, prose: float) -> str:
    if result is None:
        return "none"
    if result.not_graded is not None:
        return "not graded"
    return f"{result.score:.2f} of {result.max_score:g}" + (f" (+ {prose:g} by hand)" if prose else "")


def _prose(folder: Path) -> dict[str, float]:
    """The points of each assignment that a person gives."""
    releases = {name: nbformat.read(release_path(folder, name), as_version=4) for name in assignments(folder)}
    return {name: sum(by_hand(release).values()) for name, release in releases.items()}


def _lost(result: SubmissionResult | None) -> str:
    if result is None:
        return ""
    if result.not_graded is not None:
        return result.not_graded
    lost = [q for q in result.questions if q.points < q.max_points]
    if len(lost) > 3:
        return f"{len(lost)} questions"
    return ", ".join(f"{q.id}: {q.diagnosis.kind if q.diagnosis else q.status}" for q in lost)
