"""Ways in which a notebook differs from the reference: small functions from a notebook to a notebook."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from nbformat import NotebookNode, v4

from grader.build.cells import ANSWER_SUFFIX, grade_id, role
from grader.build.written import models

Edit = Callable[[NotebookNode], None]
"""Changes the notebook that it is given."""


def hand_in(release: NotebookNode, source: NotebookNode) -> NotebookNode:
    """The release with the reference's answers in it: what a student with full marks hands in."""
    answers = {grade_id(cell): cell.source for cell in source.cells if role(cell) == "answer"}
    answers |= {name: model.answer for name, model in models(source).items()}
    notebook = deepcopy(release)
    for cell in notebook.cells:
        if role(cell) in ("answer", "manual"):
            cell.source = answers.get(grade_id(cell), cell.source)
    return notebook


def answer(question: str, code: str) -> Edit:
    """Write ``code`` as the answer to a question."""

    def edit(notebook: NotebookNode) -> None:
        notebook.cells[_place(notebook, question)].source = code

    return edit


def leave(*questions: str) -> Edit:
    """Leave these questions as the lesson gives them: a function that raises NotImplementedError."""

    def edit(notebook: NotebookNode) -> None:
        for question in questions:
            stub = f"def {question}(*arguments):\n    raise NotImplementedError()"
            notebook.cells[_place(notebook, question)].source = stub

    return edit


def delete(question: str) -> Edit:
    """Delete the answer's cell."""

    def edit(notebook: NotebookNode) -> None:
        del notebook.cells[_place(notebook, question)]

    return edit


def duplicate(question: str) -> Edit:
    """Copy the answer's cell and paste it below: the copy gets an id of its own, nbgrader's mark stays."""

    def edit(notebook: NotebookNode) -> None:
        place = _place(notebook, question)
        copy = deepcopy(notebook.cells[place])
        copy.id = "pasted"
        notebook.cells.insert(place + 1, copy)

    return edit


def move_to_end(question: str) -> Edit:
    """Move the answer's cell below everything else, its own check included."""

    def edit(notebook: NotebookNode) -> None:
        notebook.cells.append(notebook.cells.pop(_place(notebook, question)))

    return edit


def add_on_top(code: str) -> Edit:
    """Put a code cell of the student's own before all others."""

    def edit(notebook: NotebookNode) -> None:
        notebook.cells.insert(0, v4.new_code_cell(code, id="added-on-top"))

    return edit


def begin_every_answer_with(line: str) -> Edit:
    """Put a line at the start of every answer's function body, in cells that define one function."""

    def edit(notebook: NotebookNode) -> None:
        for cell in notebook.cells:
            if role(cell) == "answer":
                cell.source = cell.source.replace("    ### BEGIN SOLUTION", f"    {line}\n    ### BEGIN SOLUTION")

    return edit


def _place(notebook: NotebookNode, question: str) -> int:
    for index, cell in enumerate(notebook.cells):
        if grade_id(cell) == question + ANSWER_SUFFIX:
            return index
    raise ValueError(f"expected an answer cell for {question}, found none")
