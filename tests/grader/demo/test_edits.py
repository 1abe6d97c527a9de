from __future__ import annotations

from copy import deepcopy

import pytest
from nbformat import NotebookNode

from grader.build.cells import grade_id, role
from grader.demo.edits import (
    Edit,
    add_on_top,
    answer,
    begin_every_answer_with,
    delete,
    duplicate,
    hand_in,
    leave,
    move_to_end,
)
from tests.grader.judge.lesson import BODIES, POINTS, place, release, solved

QUESTION = "linear_backward"


def after(edit: Edit) -> NotebookNode:
    notebook = solved()
    edit(notebook)
    return notebook


def names(notebook: NotebookNode) -> list[str]:
    return [grade_id(cell) or role(cell) for cell in notebook.cells]


def unchanged(notebook: NotebookNode, *questions: str) -> bool:
    """Whether all cells but these questions' answers are the reference's, in whatever place."""
    sources = {grade_id(cell): cell.source for cell in notebook.cells if grade_id(cell)}
    wanted = {grade_id(cell): cell.source for cell in solved().cells if grade_id(cell)}
    changed = {f"{question}_code" for question in questions}
    return all(sources[name] == text for name, text in wanted.items() if name not in changed)


def test_handing_in_the_reference_puts_every_answer_into_the_release() -> None:
    """Has what is handed in the release's cells and marks with the source's answers, the release left as it is?"""
    given = release()
    source = solved()
    source.cells[1].source = "not taken: no answer"
    before = deepcopy(given)
    notebook = hand_in(given, source)
    assert given == before
    assert names(notebook) == names(given)
    assert notebook.cells[1].source == given.cells[1].source
    for question, body in BODIES.items():
        assert body in notebook.cells[place(notebook, f"{question}_code")].source
        assert body not in given.cells[place(given, f"{question}_code")].source


def test_an_answer_is_written_over() -> None:
    """Does `answer` change that cell and no other?"""
    notebook = after(answer(QUESTION, "code = 1"))
    assert notebook.cells[place(notebook, f"{QUESTION}_code")].source == "code = 1"
    assert unchanged(notebook, QUESTION)
    assert names(notebook) == names(solved())


def test_questions_are_left_open() -> None:
    """Does `leave` give functions that raise NotImplementedError, whatever they are called with?"""
    notebook = after(leave(QUESTION, "mlp_grads"))
    for question in (QUESTION, "mlp_grads"):
        space: dict[str, object] = {}
        exec(notebook.cells[place(notebook, f"{question}_code")].source, space)
        function = space[question]
        assert callable(function)
        with pytest.raises(NotImplementedError):
            function(1, 2, 3)
    assert unchanged(notebook, QUESTION, "mlp_grads")


def test_a_cell_is_deleted() -> None:
    """Is the answer's cell gone and its check still there?"""
    left = names(after(delete(QUESTION)))
    assert [name for name in names(solved()) if name not in left] == [f"{QUESTION}_code"]


def test_a_cell_is_duplicated() -> None:
    """Do two equal answer cells stand together, each with an id of its own?"""
    notebook = after(duplicate(QUESTION))
    first = names(notebook).index(f"{QUESTION}_code")
    one, two = notebook.cells[first : first + 2]
    assert (one.source, one.metadata) == (two.source, two.metadata)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells) == len(solved().cells) + 1


def test_a_cell_is_moved_to_the_end() -> None:
    """Is the answer's cell the last, and every other one in its order?"""
    moved = names(after(move_to_end(QUESTION)))
    rest = [name for name in names(solved()) if name != f"{QUESTION}_code"]
    assert moved == [*rest, f"{QUESTION}_code"]


def test_a_cell_is_added_on_top() -> None:
    """Is the student's cell the first, without nbgrader's mark?"""
    notebook = after(add_on_top("mine = 1"))
    assert notebook.cells[0].source == "mine = 1"
    assert grade_id(notebook.cells[0]) is None
    assert unchanged(notebook)


def test_every_answer_begins_with_a_line() -> None:
    """Does the line run first in every function of the reference, which still gives its value?"""
    notebook = after(begin_every_answer_with("seen.append(1)"))
    assert sum("seen.append(1)" in cell.source for cell in notebook.cells) == len(POINTS)
    seen: list[int] = []
    space: dict[str, object] = {"seen": seen}
    exec(notebook.cells[place(notebook, "relu_backward_code")].source, space)
    function = space["relu_backward"]
    assert callable(function)
    assert (function(2.0, 3.0), seen) == (3.0, [1])


def test_an_edit_of_a_question_that_is_not_there_is_an_error() -> None:
    """Does a misspelt question in a sample show itself?"""
    with pytest.raises(ValueError, match="no_such_question"):
        after(delete("no_such_question"))
