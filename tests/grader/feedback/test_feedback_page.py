from __future__ import annotations

import pytest

from course.grading.results import Diagnosis, Status
from grader.feedback.page import page
from grader.report.standing import Line, Standing
from grader.results import FOR_INSTRUCTOR, NOT_GRADED
from grader.text import STATUS
from tests.grader.samples import HOSTILE, result


def standing(*lines: Line, **changes: object) -> Standing:
    return Standing(result(**changes), lines)


@pytest.mark.parametrize("status", list(STATUS))
def test_each_status_is_said_in_words_with_the_points(status: Status) -> None:
    """Does the card say how it went, without relying on colour?"""
    html = page(standing(Line("double", 1.5, 2.0, status)), {})
    assert f"{STATUS[status].sign} {STATUS[status].words}" in html
    assert "1.5 of 2" in html


def test_the_diagnosis_says_what_and_where() -> None:
    """Is the sentence there, and the entry it is about?"""
    line = Line("double", 0.0, 2.0, "wrong", Diagnosis("transposed", "dW is transposed.", "dW[0, 1]"))
    html = page(standing(line), {"double": "def double(x):\n    return x < 2"})
    assert "dW is transposed." in html and "<code>dW[0, 1]</code>" in html
    assert "&lt;" in html and 'class="nf">double' in html


def test_a_real_exercise_is_named_by_its_title() -> None:
    """Does the student read the title, with the function's name below?"""
    from course.exercises import find

    html = page(standing(Line("relu_backward", 0.0, 2.0, "wrong")), {})
    assert find("relu_backward").title in html and "<code>relu_backward</code>" in html


def test_events_for_the_instructor_stay_away() -> None:
    """Does the student see the notes, but not what only the instructor is to see?"""
    html = page(standing(events=("the check cell is gone", f"{FOR_INSTRUCTOR}looks forged")), {})
    assert "the check cell is gone" in html and "looks forged" not in html


def test_a_submission_without_a_grade_says_why() -> None:
    """Is the reason on the page?"""
    html = page(standing(events=(f"{NOT_GRADED}it is not JSON",)), None)
    assert "could not be graded" in html and "it is not JSON" in html


def test_what_a_person_did_is_said() -> None:
    """Are a score set by hand, a comment and a pending look told apart?"""
    done = Line("double", 2.0, 2.0, "wrong", manual=True, comment="Fine <after> all.")
    waiting = Line("why", 0.0, 3.0, None, pending=True)
    html = page(standing(done, waiting), {"why": "Because $x$."})
    assert "Your instructor set these points." in html and "Fine &lt;after&gt; all." in html
    assert "still to look at this" in html and "Because $x$." in html


def test_a_lost_notebook_is_admitted() -> None:
    """Where the student's code cannot be shown, does the page say so?"""
    assert "your code is not shown" in page(standing(Line("double", 2.0, 2.0, "correct")), None)


@pytest.mark.parametrize("text", HOSTILE[:4])
def test_every_place_is_escaped(text: str) -> None:
    """Put into each place that a stranger can fill: does the text never stand there as mark-up?"""
    line = Line(text, 0.0, 2.0, "wrong", Diagnosis(text, text, text), comment=text)
    html = page(standing(line, student=text, assignment=text, events=(text,)), {text: text})
    assert "<script" not in html and "<img" not in html and "<svg onload" not in html


def test_without_a_grade_no_card_pretends_one() -> None:
    """Is what was never read neither zero points nor 'read by a person', but for what a person did all the same?"""
    waiting = Line("double", 0.0, 2.0, None, pending=True)
    html = page(standing(waiting, events=(f"{NOT_GRADED}it is an empty file",)), {"double": "# no cell"})
    assert "Not graded" in html and "0 of" not in html and "<article" not in html
    assert "ask your instructor" in html
    saved = Line("double", 1.5, 2.0, None, manual=True)
    html = page(standing(saved, events=(f"{NOT_GRADED}it is an empty file",)), None)
    assert "1.5 of 2" in html and html.count("<article") == 1


def test_the_page_leads_to_what_lost_points_and_says_how_to_go_on() -> None:
    """Does the list link the answers that lost points, and no other, and are the right ones folded?"""
    right, wrong = Line("double", 2.0, 2.0, "correct"), Line("halve", 0.25, 1.0, "partial")
    html = page(standing(right, wrong), {"double": "a = 1", "halve": "b = 2"})
    assert 'href="#answer-2"' in html and 'id="answer-2"' in html and 'href="#answer-1"' not in html
    assert "run the check below it" in html
    assert html.count("<details open>") == 1 and html.count("<details>") == 1
    assert "Where points were lost" not in page(standing(right), {})


def test_prose_wraps_and_has_no_check_to_run() -> None:
    """Can a long answer in prose be read, and is nobody sent to a check that is not there?"""
    html = page(standing(Line("why", 1.0, 3.0, None, manual=True)), {"why": "Because."})
    assert '<pre class="prose">' in html and 'href="#answer-1"' in html and "run the check" not in html
    waiting = Line("why", 0.0, 3.0, None, pending=True)
    assert "Where points were lost" not in page(standing(waiting), {"why": "Because."})
