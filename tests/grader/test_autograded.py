from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import markdown2html_mistune
from nbformat import v4
from nbgrader.utils import determine_grade

from course.grading.results import Diagnosis
from grader.autograded import EXTRA_TAG, MISSING, build, card, quote, unquote, write
from grader.errors import ClassFolderError
from grader.results import Question
from tests.grader.samples import (
    ASSIGNMENT,
    HOSTILE,
    TOPIC,
    graded_cell,
    question,
    release_notebook,
    result,
    submitted_notebook,
)


class Tags(HTMLParser):
    """The names of all tags and event handlers in a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found = list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag, *(name for name, _ in attrs if name.startswith("on"))]
        self.found += [f"{name}=script" for name, value in attrs if (value or "").strip().startswith("javascript:")]


def body_of(notebook: nbformat.NotebookNode) -> str:
    exporter = HTMLExporter(template_name="basic")
    return str(exporter.from_notebook_node(notebook)[0])


def cell_of(notebook: nbformat.NotebookNode, name: str) -> Any:
    (cell,) = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == name]
    return cell


def test_the_answers_stand_in_the_releases_cells() -> None:
    """Is it the release, cell for cell, with the student's answers?"""
    release = release_notebook()
    built = build(release, submitted_notebook({"double": "def double(x):\n    return 2 * x"}), result())
    nbformat.validate(built)
    assert [cell.metadata for cell in built.cells] == [cell.metadata for cell in release.cells]
    assert cell_of(built, "double_code").source == "def double(x):\n    return 2 * x"
    assert cell_of(built, "double").source == cell_of(release, "double").source


def test_nbgrader_reads_the_judges_points_from_it() -> None:
    """Do nbgrader's rules for partial credit find the points?"""
    built = build(release_notebook(), submitted_notebook({}), result())
    assert determine_grade(cell_of(built, "double")) == (2.0, 2.0)
    assert determine_grade(cell_of(built, "halve")) == (0.5, 1.0)


def test_no_output_and_no_metadata_of_the_student_remains() -> None:
    """Is all that is not source dropped?"""
    submitted = submitted_notebook({})
    submitted.metadata["widgets"] = {"evil": HOSTILE[0]}
    cell_of(submitted, "double_code").metadata["evil"] = HOSTILE[0]
    built = build(release_notebook(), submitted, result())
    assert HOSTILE[0] not in nbformat.writes(built)


def test_of_two_copies_the_last_counts_and_the_first_is_kept() -> None:
    """Does a duplicated answer show what was graded, with the other copy beside it?"""
    second = graded_cell("double_code", "second = 2", solution=True)
    submitted = submitted_notebook({"double": "first = 1"}, [second])
    built = build(release_notebook(), submitted, result())
    assert cell_of(built, "double_code").source == "second = 2"
    (extra,) = [cell for cell in built.cells if EXTRA_TAG in cell.metadata.get("tags", [])]
    assert extra.source.endswith("first = 1")


def test_changed_checks_and_added_cells_are_shown_and_marked_where_they_stood() -> None:
    """Can an instructor see what the student added or changed?"""
    submitted = submitted_notebook({})
    cell_of(submitted, "double").source = "print(2)  # forged"
    submitted.cells.insert(0, v4.new_markdown_cell("hello"))
    built = build(release_notebook(), submitted, result())
    extras = [index for index, cell in enumerate(built.cells) if EXTRA_TAG in cell.metadata.get("tags", [])]
    last_lines = [unquote(built.cells[index].source).splitlines()[-1] for index in extras]
    assert last_lines == ["hello", "print(2)  # forged"]
    assert extras[0] == 0
    assert built.cells[extras[1] - 1].metadata.nbgrader.grade_id == "double"


def test_a_missing_answer_is_said_to_be_missing() -> None:
    """Is a deleted cell shown as such, not as the stub that was given out?"""
    submitted = submitted_notebook({})
    submitted.cells = [c for c in submitted.cells if c.metadata.get("nbgrader", {}).get("grade_id") != "halve_code"]
    assert cell_of(build(release_notebook(), submitted, result()), "halve_code").source == MISSING
    assert cell_of(build(release_notebook(), None, result()), "double_code").source == MISSING


@pytest.mark.parametrize("cell", [{}, {"cell_type": "code", "source": None}, {"metadata": 5}, {"source": ["a", 1]}])
def test_malformed_cells_are_survived(cell: dict[str, Any]) -> None:
    """Does a cell that is no cell cost anything?"""
    submitted = submitted_notebook({})
    submitted.cells.append(nbformat.from_dict(cell))
    submitted.cells.append(nbformat.from_dict({"cell_type": "code", "metadata": {"nbgrader": ["grade_id"]}}))
    nbformat.validate(build(release_notebook(), submitted, result()))


@pytest.mark.parametrize("kind", ["markdown", "raw", "code"])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_mark_up_of_the_student_reaches_the_page(text: str, kind: str) -> None:
    """Does nbconvert, which passes raw HTML through, find none to pass?"""
    make = {"markdown": v4.new_markdown_cell, "raw": v4.new_raw_cell, "code": v4.new_code_cell}[kind]
    wrong = question("halve", 0.0, 1.0, "crashed", text, text, text)
    judged = result(questions=[question("double", 2.0, 2.0, "correct"), wrong], events=(text,))
    submitted = submitted_notebook({"double": text}, [make(text)])
    page = body_of(build(release_notebook(manual=True), submitted, judged))
    tags = Tags(page).found
    assert not {"script", "img", "svg", "onerror", "onload", "href=script", "iframe"} & set(tags)


TAGS = ("<script>", "</script>", "<b onclick=x>", "</pre>", "<!--", "-->")
MARKS = ("```", "````", "~~~", "`", "\n", "\n\n", "    ", "> ", "* ", "[a]: javascript:x\n", "a", " ")
FORMULAS = ("$$", "$", "\\(", "\\[", "\\begin{align}", "\\end{align}")
pieces = st.sampled_from([*TAGS, *MARKS, *FORMULAS])


@given(st.lists(pieces, max_size=14).map("".join))
@example("```\n<script>")
@example("````\n\n<script>\n~~~~\n$$\n<b onclick=x>")
def test_nothing_breaks_out_of_a_quotation(text: str) -> None:
    """Whatever fences, formulas and tags a text mixes: does the page hold it as text alone?"""
    page = markdown2html_mistune(quote("They wrote:", text))  # what the exporter's filter calls
    assert not {"script", "b", "onclick"} & set(Tags(page).found)


@given(st.text())
def test_a_quotation_gives_its_text_back(text: str) -> None:
    """Is nothing lost on the way?"""
    assert unquote(quote("They wrote:", text)) == text


@given(st.text(), st.text())
def test_a_card_is_escaped(message: str, where: str) -> None:
    """Whatever the diagnosis says: are the card's own tags the only ones?"""
    tags = Tags(card(Question("double", 0.0, 2.0, "wrong", Diagnosis("kind", message, where)))).found
    assert tags == ["div", "strong", "br"]


def test_it_is_written_where_the_formgrader_looks(tmp_path: Path) -> None:
    """Is the path nbgrader's own, and a student's id checked before it becomes one?"""
    path = write(tmp_path, result(), release_notebook(), submitted_notebook({}), TOPIC)
    assert path == tmp_path / "autograded" / "ada" / ASSIGNMENT / f"{TOPIC}.ipynb"
    nbformat.validate(nbformat.read(path, as_version=4))
    with pytest.raises(ClassFolderError):
        write(tmp_path, result("../ada"), release_notebook(), None, TOPIC)


def test_huge_cells_are_cut() -> None:
    """Does one giant cell make the page unusable?"""
    built = build(release_notebook(), submitted_notebook({"double": "x" * 500_000}), result())
    assert len(cell_of(built, "double_code").source) < 101_000
    assert "500000 characters in all" in cell_of(built, "double_code").source
