"""Is a score a bare number to nbgrader, and a card to a person?"""

from __future__ import annotations

import logging

import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbformat import v4
from nbgrader.utils import determine_grade

from course.grading.results import Result
from course.score import MIME, Score, number


def score(points: float, out_of: float = 4.0) -> Score:
    status = "correct" if points == out_of else "partial" if points else "wrong"
    return Score(Result("linear", status, points, out_of), "A linear layer")


@pytest.mark.parametrize(
    "points, text",
    [(0.0, "0"), (2.0, "2"), (10.0, "10"), (100.0, "100"), (0.5, "0.5"), (4 / 3, "1.3333"), (1e-9, "0")],
)
def test_points_are_written_without_idle_digits(points: float, text: str) -> None:
    """Is the number bare: no '.0', no exponent, at most four decimals?"""
    assert number(points) == text == repr(score(points, 200.0))


@pytest.mark.parametrize("points", [0.0, 0.5, 1.3333, 2.6667, 4.0])
def test_nbgrader_reads_the_points(points: float) -> None:
    """Does nbgrader's own `determine_grade` take the displayed score as partial credit, zero included?"""
    data, metadata = InteractiveShell.instance().display_formatter.format(score(points))
    output = v4.new_output("execute_result", data=data, metadata=metadata, execution_count=1)
    marks = {"grade": True, "solution": False, "locked": True, "grade_id": "linear", "points": 4}
    cell = v4.new_code_cell("check('linear', linear)", metadata={"nbgrader": marks}, outputs=[output])
    assert determine_grade(cell, logging.getLogger("test")) == (points, 4.0)


def test_a_notebook_shows_the_card_and_the_shell_the_text() -> None:
    """Does the display hold the number, the card, and the card as text?"""
    bundle = score(2.0)._repr_mimebundle_()
    assert bundle["text/plain"] == "2"
    assert "2 of 4 points" in bundle["text/html"] and bundle["text/html"] == score(2.0)._repr_html_()
    assert bundle[MIME] == {"card": score(2.0).card()}


def test_the_numbers_of_a_score_are_its_results() -> None:
    """Are points and maximum at hand?"""
    assert (score(1.5).points, score(1.5).max_points) == (1.5, 4.0)
