"""The class that is graded: honest submissions of both lessons, no two alike; with and without demonstrations."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import nbformat

from grader.build.cells import role
from grader.classroom import init
from grader.demo.make import hand_in_all
from grader.demo.samples import SAMPLES

HONEST = ("complete", "loops", "einsum", "float32", "blank")
"""What the demo class has of submissions that nothing is wrong with, a blank one among them."""
KEPT = ("setup", "answer", "check")
Scores = dict[tuple[str, str], float]


def make(folder: Path, students: int, *, lean: bool = False) -> list[str]:
    """Make a class of so many students, each of whom hands in both lessons; return the assignments' names.

    ``lean`` leaves the text and the demonstrations out of the notebooks: they then hold nothing that is not graded.
    """
    init(folder)
    if lean:
        for path in (*folder.glob("release/*/*.ipynb"), *folder.glob("source/*/*.ipynb")):
            _strip(path)
    both = [sample for sample in SAMPLES if sample.student in HONEST]
    kinds = [both[number % len(both)] for number in range(students)]
    handed = [replace(kind, student=f"s{number:04}-{kind.student}") for number, kind in enumerate(kinds)]
    assignments = {assignment for _, assignment in hand_in_all(folder, handed)}
    for path in folder.glob("submitted/*/*/*.ipynb"):
        _sign(path)
    return sorted(name for name in assignments if all(name in sample.edits for sample in both))


def scores(folder: Path) -> Scores:
    """What `grader grade` gave, by student and assignment."""
    found = (json.loads(path.read_text()) for path in folder.glob("graded/*/*.json"))
    return {(result["student"], result["assignment"]): result["score"] for result in found}


def _strip(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if role(cell) in KEPT]
    nbformat.write(notebook, path)


def _sign(path: Path) -> None:
    """Make a submission its student's own: a remark in each answer."""
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if role(cell) == "answer":
            cell.source += f"\n# {path.parts[-3]}"
    nbformat.write(notebook, path)
