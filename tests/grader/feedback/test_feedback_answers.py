from __future__ import annotations

from pathlib import Path

import nbformat

from grader import autograded
from grader.feedback.answers import answers_of, autograded_path
from tests.grader.samples import ASSIGNMENT, TOPIC, release_notebook, result, submitted_notebook


def test_answers_come_by_question_code_and_prose(tmp_path: Path) -> None:
    """Is a student's text what it was, also where the notebook quotes it?"""
    submitted = submitted_notebook({"double": "def double(x): ..."})
    written = release_notebook(manual=True).cells[-1]
    written.source = "Because.\n```\n<b>"
    submitted.cells.append(written)
    autograded.write(tmp_path, result(), release_notebook(manual=True), submitted, TOPIC)
    path = autograded_path(tmp_path, "ada", ASSIGNMENT)
    assert path is not None
    found = answers_of(path)
    assert found is not None
    assert (found["double"], found["why"]) == ("def double(x): ...", "Because.\n```\n<b>")


def test_no_notebook_and_a_broken_one_give_no_answers(tmp_path: Path) -> None:
    """Is a missing or damaged notebook survived?"""
    assert autograded_path(tmp_path, "ada", ASSIGNMENT) is None
    path = tmp_path / "broken.ipynb"
    path.write_text("{")
    assert answers_of(path) is None
    nbformat.write(release_notebook(), path)
    assert answers_of(path) is not None
