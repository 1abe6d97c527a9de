from __future__ import annotations

from pathlib import Path

from grader.feedback import write_feedback
from grader.recorder import Recorder, keep
from grader.results import result_path, write
from tests.grader import browser
from tests.grader.samples import (
    ASSIGNMENT,
    HOSTILE,
    TOPIC,
    new_class,
    question,
    release_notebook,
    result,
    submitted_notebook,
)


def test_each_result_gets_its_page_and_progress_is_told(tmp_path: Path) -> None:
    """Is there a page per submission, where nbgrader's own feedback would be?"""
    folder = new_class(tmp_path / "class")
    with Recorder(folder) as recorder:
        for student in ("ada", "bob"):
            keep(recorder, result(student), release_notebook(), submitted_notebook({}), TOPIC)
    seen = list[tuple[int, int]]()
    assert write_feedback(folder, lambda done, total: seen.append((done, total))) == 2
    assert seen == [(1, 2), (2, 2)]
    for student in ("ada", "bob"):
        page = folder / "feedback" / student / ASSIGNMENT / f"{TOPIC}.html"
        assert "Every entry is n times too large." in page.read_text(encoding="utf-8")


def test_no_planted_script_acts_in_the_students_browser(tmp_path: Path) -> None:
    """Full of strangers' mark-up: does the page show it as text, run nothing and fetch nothing?"""
    folder = new_class(tmp_path / "class")
    bad = [question("double", 0.0, 2.0, "crashed", text, text, text) for text in HOSTILE[:1]]
    with Recorder(folder) as recorder:
        submitted = submitted_notebook({"double": "\n".join(HOSTILE)})
        keep(recorder, result("ada", bad, events=HOSTILE), release_notebook(), submitted, TOPIC)
    write_feedback(folder)
    path = folder / "feedback" / "ada" / ASSIGNMENT / f"{TOPIC}.html"
    asked = list[str]()
    with browser.page(viewport={"width": 400, "height": 800}) as page:
        page.on("request", lambda request: asked.append(request.url))
        assert not browser.acted(page, path.as_uri())
        assert asked == [path.as_uri()]
        assert page.inner_text("body").count(HOSTILE[0]) >= 3  # in the events, the diagnosis and the code
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_result_without_a_notebook_still_gets_a_page(tmp_path: Path) -> None:
    """Is the page written from the result alone, named after the assignment's topic?"""
    write(result_path(tmp_path, "ada", ASSIGNMENT), result())
    assert write_feedback(tmp_path) == 1
    assert (tmp_path / "feedback" / "ada" / ASSIGNMENT / "toys.html").is_file()
