from __future__ import annotations

from pathlib import Path

import pytest

from grader.feedback import write_feedback
from grader.report import write_report
from grader.results import NOT_GRADED, result_path, write
from tests.grader import browser
from tests.grader.samples import ASSIGNMENT, HOSTILE, question, result

STRANGE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for index, text in enumerate(HOSTILE):
        wrong = question("double", 0.0, 2.0, "wrong", text, text, text)
        odd = question(text, 1.0, 1.0, "correct")
        one = result(f"s{index}", [wrong, odd], events=(text,), sandbox="none" if index == 0 else "bwrap")
        write(result_path(tmp_path, one.student, ASSIGNMENT), one)
    for student in (STRANGE, "="):
        bad = result(student, (), events=(NOT_GRADED + HOSTILE[0],))
        write(result_path(tmp_path, student, ASSIGNMENT), bad)
    return tmp_path


def test_the_page_is_whole_and_inert_in_a_browser(folder: Path) -> None:
    """Full of strangers' mark-up: does the page show it as text, run nothing and fetch nothing?"""
    write_feedback(folder)
    path = write_report(folder)
    asked = list[str]()
    with browser.page(viewport={"width": 400, "height": 800}) as page:
        page.on("request", lambda request: asked.append(request.url))
        assert not browser.acted(page, path.as_uri())
        assert asked == [path.as_uri()]
        text = page.inner_text("body")
        assert HOSTILE[0] in text and STRANGE in text and "1 graded without the sandbox" in text
        assert page.locator(".class tbody tr").count() == len(HOSTILE) + 2
        assert page.locator("img, script, svg[onload]").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")  # nothing hangs over on a phone
        assert page.evaluate("getComputedStyle(document.querySelector('.track')).fill") != "rgb(0, 0, 0)"
        page.locator(f".class tbody th a >> text={STRANGE}").click()
        assert "Your submission could not be graded" in page.inner_text("body")


def test_a_planted_script_would_act_without_the_escape(tmp_path: Path) -> None:
    """Can the test above fail?"""
    path = tmp_path / "page.html"
    path.write_text(HOSTILE[0])
    with browser.page() as page:
        assert browser.acted(page, path.as_uri())


def test_each_cell_shows_its_points_beside_the_colour(tmp_path: Path) -> None:
    """Can a score be read without seeing the colour?"""
    write(result_path(tmp_path, "ada", ASSIGNMENT), result())
    page = write_report(tmp_path).read_text(encoding="utf-8")
    assert '<td class="good" title="Correct">✓ 2</td>' in page
    assert '<td class="part" title="Partly right: missing-mean">◐ 0.5</td>' in page
    assert "1 of 1: missing-mean" in page


def test_a_class_without_results_gets_a_page_that_says_so(tmp_path: Path) -> None:
    """Is an empty report honest?"""
    assert "Nothing is graded yet" in write_report(tmp_path).read_text(encoding="utf-8")


def test_a_large_class_is_one_page(tmp_path: Path) -> None:
    """Do 400 students fit, in order, without a link where there is no feedback?"""
    for index in range(400):
        write(result_path(tmp_path, f"s{index:03d}", ASSIGNMENT), result(f"s{index:03d}"))
    page = write_report(tmp_path).read_text(encoding="utf-8")
    assert page.count('<th scope="row">') == 400
    assert page.index("s007") < page.index("s399") and "<a href" not in page


def test_the_page_begins_with_what_needs_a_look(tmp_path: Path) -> None:
    """Is there a way from the top to each assignment, and are the weak and the odd named before the table?"""
    low = result("zoe", [question("double", 0.0, 2.0, "wrong")], events=("the check cell was changed",))
    write(result_path(tmp_path, "zoe", ASSIGNMENT), low)
    write(result_path(tmp_path, "ada", "04_more"), result("ada", assignment="04_more"))
    page = write_report(tmp_path).read_text(encoding="utf-8")
    assert page.count('href="#assignment-') == 2 and page.count('id="assignment-') == 2
    assert page.index("1 below half") < page.index("1 event noted") < page.index('class="class"')
