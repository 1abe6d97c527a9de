"""What a hostile class leaves for people to open: every page in a real browser, every cell of the exports."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.graded import class_of
from tests.attacks.lesson import LESSON, TOPIC
from tests.grader import browser
from tests.grader.samples import HOSTILE
from tests.grader.test_formgrader import address, get  # noqa: F401  a fixture: it serves `folder`

pytestmark = pytest.mark.xdist_group("attacks-readers")


@pytest.fixture(scope="module")
def folder() -> Path:
    """The class folder of the family that attacks readers."""
    return class_of("readers").folder


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    with browser.page() as opened:
        yield opened


def test_the_browser_would_act(page: Any) -> None:
    """Would a planted script leave its mark, if a page let it run?"""
    page.set_content(HOSTILE[0])
    assert page.evaluate("document.documentElement.dataset.owned") == "yes"


def test_no_script_acts_in_feedback_and_report(folder: Path, page: Any) -> None:
    """Does every page of the class stay still, and ask for nothing but itself?"""
    pages = [folder / "report.html", *sorted((folder / "feedback").rglob("*.html"))]
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url))
    assert len(pages) > 20
    assert [path for path in pages if browser.acted(page, path.as_uri())] == []
    assert [url for url in asked if not url.startswith("file:")] == []


def test_no_script_acts_in_the_formgrader(folder: Path, page: Any, address: str) -> None:  # noqa: F811
    """Does nbgrader's own page of each hostile submission stay still, and so do its lists?"""
    listed = get(f"{address}/api/submitted_notebooks/{LESSON}/{TOPIC}")
    attackers = [item for item in listed if int(item["student"][:4]) % 2 == 0]
    pages = [f"submissions/{item['id']}/" for item in attackers if item["id"]]
    pages += ["manage_students", f"manage_submissions/{LESSON}", f"gradebook/{LESSON}/{TOPIC}"]
    assert len(pages) > 12
    assert [name for name in pages if browser.acted(page, f"{address}/{name}")] == []


@pytest.mark.parametrize("kind", ["csv", "canvas", "moodle"])
def test_no_cell_is_a_formula(folder: Path, kind: str) -> None:
    """Does no cell of an export begin as a formula does, with such names in the class, and are they there?"""
    with (folder / f"grades-{kind}.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))] == []
    assert [cell for cell in cells if cell.startswith(("'=", "'@"))] != []


def test_the_terminal_gets_no_codes() -> None:
    """Is everything that the run printed plain text, the names of hostile students among it?"""
    said = class_of("readers").said
    assert "HYPERLINK" in said
    assert [sign for sign in said if not (sign.isprintable() or sign in "\n\t")] == []
