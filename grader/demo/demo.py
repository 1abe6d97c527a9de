"""`grader demo`: make a class, grade it as any class is graded, and hold every score to the stated one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from rich.console import Console

from grader.build.written import by_hand
from grader.classroom import assignments, init, release_path
from grader.demo.make import hand_in_all
from grader.demo.samples import SAMPLES, in_every_lesson
from grader.demo.table import show
from grader.errors import ClassFolderError, SandboxMissingError
from grader.feedback import write_feedback
from grader.report import write_report
from grader.run.grade import Options
from grader.sandbox.bwrap import require
from grader.sandbox.limits import Limits
from grader.show import follow

MARK = ".demo-class"
"""A file that says that a folder was made here, and may be made anew."""
LIMITS = Limits(cell_seconds=6.0, call_seconds=4.0)
"""Shorter than a real class's: the demo's endless loops would only make its reader wait."""
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
    _clear(folder)
    init(folder)
    (folder / MARK).touch()
    releases = {name: nbformat.read(release_path(folder, name), as_version=4) for name in assignments(folder)}
    able = [sample for sample in SAMPLES if sandbox == "bwrap" or not sample.needs_sandbox]
    samples = [in_every_lesson(sample, releases) for sample in able]
    stated = hand_in_all(folder, samples)
    graded = follow(folder, Options(jobs=jobs, sandbox=sandbox, limits=LIMITS))
    results = {(g.result.student, g.result.assignment): g.result for g in graded}
    right = show(console, samples, stated, results, _prose(releases))
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


def _prose(releases: dict[str, NotebookNode]) -> dict[str, float]:
    """The points of each assignment that a person gives."""
    return {name: sum(by_hand(release).values()) for name, release in releases.items()}
