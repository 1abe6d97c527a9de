"""The autograded notebook that nbgrader's formgrader shows: the release, with the student's answers put in.

The formgrader turns this notebook into a page in the instructor's browser, raw HTML included. So the release decides
every cell and all metadata; of the submission only source text is taken, code as code and anything else as a
quotation. Outputs come from the result alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode, v4

from grader.build.cells import grade_id, role
from grader.build.written import Model
from grader.files import check_name, write_atomically
from grader.results import Question, SubmissionResult
from grader.steps import MODEL_TAG
from grader.text import STATUS, number, visible

MAX_SOURCE = 100_000
MAX_EXTRA_CELLS = 200
EXTRA_TAG = "added-by-student"
MISSING = "# The submission holds no cell for this answer."


def write(
    folder: Path,
    result: SubmissionResult,
    release: NotebookNode,
    submitted: NotebookNode | None,
    topic: str,
    models: Mapping[str, Model] | None = None,
) -> Path:
    """Write ``DIR/autograded/<student>/<assignment>/<topic>.ipynb`` and return its path.

    ``submitted`` is the student's notebook as read, None if it could not be read; ``topic`` is the release's file
    name without '.ipynb'; ``models`` are shown beside the answers in prose.
    """
    path = path_of(folder, result, topic)
    write_atomically(path, nbformat.writes(build(release, submitted, result, models)).encode("utf-8"))
    return path


def path_of(folder: Path, result: SubmissionResult, topic: str) -> Path:
    """Where the autograded notebook of a result belongs."""
    names = check_name(result.student), check_name(result.assignment), f"{check_name(topic)}.ipynb"
    return folder.joinpath("autograded", *names)


def answers_in(release: NotebookNode, submitted: NotebookNode | None) -> dict[str, str]:
    """The student's answers by grade_id, of code and of prose; of several copies the last one."""
    return {} if submitted is None else _align(release, list(submitted.cells))[0]


def build(
    release: NotebookNode,
    submitted: NotebookNode | None,
    result: SubmissionResult,
    models: Mapping[str, Model] | None = None,
) -> NotebookNode:
    """Return the notebook to show; ``release`` and ``submitted`` are not changed."""
    student = [] if submitted is None else list(submitted.cells)
    answers, extras = _align(release, student)
    questions = {question.id: question for question in result.questions}
    cells = [v4.new_markdown_cell(quote("Noted while grading:", "\n".join(result.events)), id="events")]
    cells = cells if result.events else []
    for index, cell in enumerate([None, *release.cells]):
        if cell is not None:
            cells.append(_shown(cell, answers, questions))
            if models and role(cell) == "manual" and (model := models.get(grade_id(cell) or "")):
                cells.append(_model(model, f"model-{index}"))
        cells.extend(extras.get(index - 1, ()))
    return v4.new_notebook(metadata=deepcopy(release.metadata), cells=cells)


def _model(model: Model, cell_id: str) -> NotebookNode:
    """What the author wrote for whoever marks. A tag keeps it out of `nbgrader generate_feedback`."""
    text = f"**For whoever marks: a full answer**\n\n{model.answer}\n\n**The points**\n\n{model.rubric}"
    return v4.new_markdown_cell(text, id=cell_id, metadata={"tags": [MODEL_TAG]})


def card(question: Question) -> str:
    """The question's outcome as HTML, every string escaped."""
    shown = STATUS[question.status]
    colour = {"good": "#007a5a", "part": "#8a5a00", "bad": "#b34700", "none": "#5c5c5c"}[shown.tone]
    head = f"{shown.sign} {shown.words}: {number(question.points)} of {number(question.max_points)}"
    lines = [f"<strong>{escape(head)}</strong>"]
    if question.diagnosis is not None:
        where = f" ({question.diagnosis.where})" if question.diagnosis.where else ""
        lines.append(escape(visible(question.diagnosis.message + where)))
    style = f"border-left:4px solid {colour};padding:.4em .8em;white-space:pre-wrap;overflow-wrap:anywhere"
    return f'<div style="{style}">{"<br>".join(lines)}</div>'


def _align(
    release: NotebookNode, student: list[Any]
) -> tuple[dict[str, str], dict[int, list[NotebookNode]]]:
    """The student's answers by grade_id, and every other cell of theirs by the release cell that it follows."""
    by_id = {name: index for index, cell in enumerate(release.cells) if (name := grade_id(cell)) is not None}
    by_source = {_same(cell): index for index, cell in reversed(list(enumerate(release.cells)))}
    editable = {name for name, index in by_id.items() if role(release.cells[index]) in ("answer", "manual")}
    # Of several copies of an answer the last one counts, for the judge as for Python.
    final = {name: place for place, cell in enumerate(student) if (name := _name(cell)) in editable}
    extras = dict[int, list[Any]]()
    last = -1
    for place, cell in enumerate(student):
        index = by_id.get(_name(cell), by_source.get(_same(cell)))
        last = last if index is None else index
        counts = final.get(_name(cell)) == place
        if not counts and _same(cell) not in by_source and _source(cell).strip():
            extras.setdefault(last, []).append(cell)
    answers = {name: _source(student[place]) for name, place in final.items()}
    return answers, dict(_marked(extras))


def _marked(extras: dict[int, list[Any]]) -> Iterator[tuple[int, list[NotebookNode]]]:
    count = 0
    for after, cells in extras.items():
        marked = []
        for cell in cells[: max(0, MAX_EXTRA_CELLS - count)]:
            count += 1
            marked.append(_extra(cell, f"student-{count}"))
        yield after, marked


def _extra(cell: Any, cell_id: str) -> NotebookNode:
    title = "Added or changed by the student"
    metadata = {"tags": [EXTRA_TAG]}
    if cell.get("cell_type") == "code":
        return v4.new_code_cell(f"# {title}:\n{_source(cell)}", id=cell_id, metadata=metadata)
    return v4.new_markdown_cell(quote(f"{title}:", _source(cell)), id=cell_id, metadata=metadata)


def _shown(cell: NotebookNode, answers: dict[str, str], questions: dict[str, Question]) -> NotebookNode:
    shown = deepcopy(cell)
    kind, name = role(cell), grade_id(cell) or ""
    if shown.cell_type == "code":
        shown.outputs, shown.execution_count = [], None
    if kind in ("answer", "manual"):
        code = shown.cell_type == "code"
        source = answers.get(name, MISSING if code else "")
        shown.source = source if code else quote("The student's answer:", source)
    elif kind == "check" and (question := questions.get(name)) is not None:
        data = {"text/plain": repr(question.points), "text/html": card(question)}
        shown.outputs = [v4.new_output("execute_result", data=data, execution_count=1)]
        shown.execution_count = 1
    return shown


def quote(title: str, text: str) -> str:
    """Markdown that shows ``text`` letter by letter: a fenced block that nothing in the text can close."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{title}\n\n{fence}\n{text}\n{fence}"


def unquote(markdown: str) -> str:
    """The text that `quote` was given; anything else comes back as it is."""
    found = re.fullmatch(r"[^\n]*\n\n(`{3,})\n(.*)\n\1", markdown, re.DOTALL)
    return found[2] if found else markdown


def _source(cell: Any) -> str:
    text = cell.get("source", "")
    text = "".join(map(str, text)) if isinstance(text, list) else str(text)
    text = visible(text)
    return text if len(text) <= MAX_SOURCE else f"{text[:MAX_SOURCE]}\n# … cut here: {len(text)} characters in all"


def _name(cell: Any) -> str:
    """The student's claim of a grade_id; metadata may be of any shape."""
    metadata = cell.get("metadata")
    mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = mark.get("grade_id") if isinstance(mark, dict) else None
    return name if isinstance(name, str) else ""


def _same(cell: Any) -> tuple[str, str]:
    return str(cell.get("cell_type")), _source(cell).strip()
