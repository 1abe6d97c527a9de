"""Put the demo class's submissions into a class folder, made from its own source and release notebooks."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import nbformat

from grader.classroom import assignments, release_path
from grader.demo.edits import hand_in
from grader.demo.samples import Sample
from grader.files import write_atomically
from grader.judge.plan import questions


def hand_in_all(folder: Path, samples: list[Sample]) -> dict[tuple[str, str], float | None]:
    """Write every submission; return the stated score by student and assignment, None where none can be given."""
    stated: dict[tuple[str, str], float | None] = {}
    for assignment in assignments(folder):
        release_file = release_path(folder, assignment)
        release = nbformat.read(release_file, as_version=4)
        source = nbformat.read(folder / "source" / assignment / release_file.name, as_version=4)
        points = questions(release)
        reference = hand_in(release, source)
        for sample in samples:
            if assignment not in sample.edits:
                continue
            data = _bytes(sample, assignment, release if sample.blank else reference)
            write_atomically(folder / "submitted" / sample.student / assignment / release_file.name, data)
            stated[sample.student, assignment] = _stated(sample, points)
    return stated


def _bytes(sample: Sample, assignment: str, base: nbformat.NotebookNode) -> bytes:
    if sample.raw is not None:
        return sample.raw
    notebook = deepcopy(base)
    for edit in sample.edits[assignment]:
        edit(notebook)
    text: str = nbformat.writes(notebook)
    return text.encode("utf-8")


def _stated(sample: Sample, points: dict[str, float]) -> float | None:
    if sample.raw is not None:
        return None
    if sample.blank:
        return 0.0
    lost = {question: value for question, value in sample.lost.items() if question in points}
    return sum(points.values()) - sum(lost.values())
