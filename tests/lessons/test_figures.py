"""Figures of the stored lessons: what a student sees without running anything."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

LESSONS = sorted((Path(__file__).parents[2] / "lessons").glob("*/*.ipynb"))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_figure_is_there(path: Path) -> None:
    """Does every cell that draws a figure hold a picture, unless it waits for the student's function?"""
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    drawing = [cell for cell in cells if cell.source.rstrip().splitlines()[-1].startswith("figure = ")]
    assert len(drawing) >= 8
    hidden = [
        cell.source.splitlines()[-1]
        for cell in drawing
        if not any("image/png" in output.get("data", {}) for output in cell.outputs)
        and "figure = attempt(" not in cell.source
    ]
    assert hidden == []
