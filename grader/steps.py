"""nbgrader's own lists of steps, with ours in their places: for the build, and for a class folder's settings."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.converters import GenerateAssignment, GenerateFeedback
from nbgrader.preprocessors import ClearSolutions
from nbgrader.preprocessors.base import NbGraderPreprocessor

from grader.build.stubs import ReleaseStubs

MODEL_TAG = "model-answer"
"""On the cells that show an instructor what an answer in prose should say."""


class LeaveOutModels(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Take the cells with model answers and rubrics out of what a student gets."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """The notebook without them."""
        nb.cells = [cell for cell in nb.cells if MODEL_TAG not in cell.metadata.get("tags", ())]
        return nb, resources


def release_steps() -> list[Any]:
    """From source to release: nbgrader's own steps, with `ReleaseStubs` in the place of `ClearSolutions`."""
    return [ReleaseStubs if step is ClearSolutions else step for step in GenerateAssignment.preprocessors.default()]


def feedback_steps() -> list[Any]:
    """From autograded notebook to nbgrader's own feedback: its steps, after the model answers are left out."""
    return [LeaveOutModels, *GenerateFeedback.preprocessors.default()]
