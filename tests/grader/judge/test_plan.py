from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from grader.judge.plan import Ask, Plan, Run, make_plan, questions
from tests.grader.judge.lesson import DEMO, POINTS, SETUP, place, release, right, solved

ORDER = list(POINTS)
FIRST, SECOND = ORDER[:2]


def plan(notebook: NotebookNode) -> Plan:
    return make_plan(release(), notebook)


def edited(*edits: Callable[[NotebookNode], object]) -> Plan:
    notebook = solved()
    for edit in edits:
        edit(notebook)
    return plan(notebook)


def said(plan: Plan) -> list[str]:
    """The steps in short: an answer or a question by its name, any other cell by its text."""
    words = []
    for step in plan.steps:
        if isinstance(step, Ask):
            words.append(f"ask {step.question}")
        else:
            words.append(f"answer {step.question}" if step.question else step.source)
    return words


def honest() -> list[str]:
    return [SETUP, *(f"{word} {name}" for name in ORDER for word in ("answer", "ask"))]


def own(code: str, at: int) -> Callable[[NotebookNode], object]:
    return lambda notebook: notebook.cells.insert(at, new_code_cell(code))


def delete(name: str) -> Callable[[NotebookNode], object]:
    return lambda notebook: notebook.cells.pop(place(notebook, name))


def test_the_questions_are_the_releases_with_their_points() -> None:
    """Do the marks come from the assignment, whatever points a submission claims?"""
    assert questions(release()) == POINTS
    assert list(questions(release())) == ORDER


def test_an_honest_notebook_gives_setup_then_each_answer_and_its_question() -> None:
    """Are unchanged demonstrations and checks skipped, and is nothing remarked?"""
    assert said(edited()) == honest()
    assert edited().events == ()
    assert edited().answered == set(ORDER)


def test_a_fresh_lesson_is_run_and_asked_as_well() -> None:
    """Is a stub run like any answer, so that 'not attempted' is what the question says?"""
    assert said(plan(release())) == honest()


def test_a_changed_demonstration_runs_where_it_stands() -> None:
    """Is a demonstration run that a student edited, since an answer may need what it defines now?"""
    code = DEMO + "\nhelper = abs"
    steps = said(edited(lambda n: n.cells[2].update(source=code)))
    assert steps == [SETUP, code, *honest()[1:]]


def test_blanks_at_the_end_of_lines_change_nothing() -> None:
    """Is a demonstration or check still known when an editor added blanks and empty lines?"""
    def blank(notebook: NotebookNode) -> None:
        for cell in notebook.cells:
            cell.source = "\n" + cell.source.replace("\n", "  \n") + "\n\n"

    assert [s for s in said(edited(blank)) if not s.startswith(("ask", "answer"))] == [SETUP]
    assert edited(blank).events == ()


@pytest.mark.parametrize("broken", [None, "import numpy as\nnp", "np = None"])
def test_the_assignments_own_setup_runs_first(broken: str | None) -> None:
    """Can deleting or breaking the set-up cell take it from the answers? Does what the student wrote run too?"""
    def edit(notebook: NotebookNode) -> None:
        if broken is None:
            del notebook.cells[1]
        else:
            notebook.cells[1].source = broken

    assert said(edited(edit)) == [SETUP, *([broken] if broken else []), *honest()[1:]]


def test_the_setup_runs_again_below_a_students_own_cell() -> None:
    """Does a cell above the set-up, such as '%reset -f', leave the answers what the set-up gives them?"""
    steps = said(edited(own("%reset -f", 0)))
    assert steps == [SETUP, "%reset -f", *honest()]


def test_a_students_own_cell_runs_in_its_place() -> None:
    """Are added cells run where they stand, empty ones and text left out?"""
    cells = (own("between = 1", 5), own("  \n", 3), lambda n: n.cells.insert(0, new_markdown_cell("a thought")))
    steps = said(edited(*cells))
    assert [s for s in steps if s != "between = 1"] == honest()
    assert steps.index("between = 1") == steps.index(f"ask {FIRST}") + 1


def test_a_deleted_answer_leaves_its_question_asked() -> None:
    """Does a deleted answer cost only its own question, and is it told?"""
    found = edited(delete(f"{SECOND}_code"))
    assert said(found) == [s for s in honest() if s != f"answer {SECOND}"]
    assert found.answered == set(ORDER) - {SECOND}
    assert [e for e in found.events if e.startswith(f"{SECOND}: no answer cell was found")] == list(found.events)


def test_of_a_duplicated_answer_the_last_one_counts() -> None:
    """Is the question asked after the last copy, though its check stands before it? Do both copies run?"""
    def copy(notebook: NotebookNode) -> None:
        notebook.cells.append(deepcopy(notebook.cells[place(notebook, f"{FIRST}_code")]))

    found = edited(copy)
    rest = [s for s in honest() if s != f"ask {FIRST}"]
    assert said(found) == [*rest, f"answer {FIRST}", f"ask {FIRST}"]
    assert found.events[0] == f"{FIRST}: the answer cell is there 2 times; the last one counts"


def test_a_moved_answer_is_asked_where_it_stands_now() -> None:
    """Is a moved answer not asked before it has run, and the new order told?"""
    found = edited(lambda n: n.cells.append(n.cells.pop(place(n, f"{FIRST}_code"))))
    rest = [s for s in honest() if FIRST not in s]
    assert said(found) == [*rest, f"answer {FIRST}", f"ask {FIRST}"]
    assert len(found.events) == 1
    assert "another order" in found.events[0]


@pytest.mark.parametrize("at", [3, -1])
def test_a_function_counts_without_its_cells_mark(at: int) -> None:
    """Is a question asked after the cell that defines its function, wherever that stands, when the mark is lost?"""
    def lose(notebook: NotebookNode) -> None:
        cell = notebook.cells.pop(place(notebook, f"{FIRST}_code"))
        del cell.metadata["nbgrader"]
        notebook.cells.insert(at % (len(notebook.cells) + 1), cell)

    steps = said(edited(lose))
    assert steps.index(f"ask {FIRST}") > steps.index(next(s for s in steps if s.startswith(f"def {FIRST}")))
    assert edited(lose).answered == set(ORDER) - {FIRST}


def test_a_name_that_only_starts_alike_is_no_definition() -> None:
    """Does another function, a comment or a call hold a question back to where they stand?"""
    code = f"# def {FIRST}\ndef {FIRST}_helper(): pass\n{FIRST}_two = 1\nprint({FIRST} == 2)"
    steps = said(edited(delete(f"{FIRST}_code"), lambda n: n.cells.append(new_code_cell(code))))
    assert steps[1] == f"ask {FIRST}"


def test_a_deleted_check_takes_no_question_away() -> None:
    """Is a question asked right after its answer when the check cell is gone, and is that told?"""
    found = edited(delete(FIRST))
    assert said(found) == honest()
    assert found.events == (f"{FIRST}: the check cell is gone; it was judged all the same",)


def test_an_edited_check_is_not_run_and_told() -> None:
    """Can a student put code or a score into a check cell?"""
    found = edited(lambda n: n.cells[place(n, FIRST)].update(source="print(99)"))
    assert said(found) == honest()
    assert found.events == (f"{FIRST}: the check cell was changed; what it says was not run and does not count",)


def test_a_check_moved_before_its_answer_does_not_ask_too_early() -> None:
    """Is the question asked after the answer all the same?"""
    assert said(edited(lambda n: n.cells.insert(2, n.cells.pop(place(n, FIRST))))) == honest()


def test_a_later_helper_of_the_same_name_comes_after_the_question() -> None:
    """Does a question stand where its check stands, so that a redefinition further down cannot spoil it?"""
    steps = said(edited(own("softmax = 'spoilt'", 9)))
    assert steps.index(f"ask {FIRST}") < steps.index("softmax = 'spoilt'") < steps.index(f"ask {ORDER[-1]}")


def test_a_helper_between_an_answer_and_its_check_runs_before_the_question() -> None:
    """May an answer use what a cell below it defines, as long as it stands above the check?"""
    def add(notebook: NotebookNode) -> None:
        notebook.cells.insert(place(notebook, FIRST), new_code_cell("below = 1"))

    steps = said(edited(add))
    assert steps.index(f"answer {FIRST}") < steps.index("below = 1") < steps.index(f"ask {FIRST}")


def test_every_question_is_asked_once_of_a_foreign_notebook() -> None:
    """Does a notebook that has nothing of the assignment still give each question its result?"""
    notebook = solved()
    notebook.cells = [new_code_cell("x = 1", metadata={"nbgrader": {"grade_id": "strange_code", "solution": True}})]
    found = plan(notebook)
    assert said(found) == [SETUP, "x = 1", *(f"ask {name}" for name in ORDER)]
    assert len(found.events) == 2 * len(ORDER), "no answer and no check for each"


@pytest.mark.parametrize("new_cell", [new_markdown_cell, new_raw_cell])
def test_an_answer_cell_turned_into_text_runs_as_code(new_cell: Callable[..., NotebookNode]) -> None:
    """Does one key pressed by mistake, M or R, cost an answer? Is it told?"""
    def turn(notebook: NotebookNode) -> None:
        index = place(notebook, f"{FIRST}_code")
        mark = notebook.cells[index].metadata
        notebook.cells[index] = new_cell(right(FIRST), metadata=mark)

    found = edited(turn)
    assert said(found) == honest()
    assert Run(right(FIRST), FIRST) in found.steps
    assert found.events == (f"{FIRST}: its answer's cell was turned into text; it was run as code all the same",)


@pytest.mark.parametrize("marked", [True, False])
def test_an_answer_put_aside_as_text_does_not_run(marked: bool) -> None:
    """May a student keep an old answer as text, beside a new one with the mark or without?"""
    def put_aside(notebook: NotebookNode) -> None:
        cell = notebook.cells[place(notebook, f"{FIRST}_code")]
        notebook.cells.insert(0, new_markdown_cell("def old(): ...", metadata=cell.metadata))
        if not marked:
            cell.metadata = {}

    assert "def old(): ..." not in [step.source for step in edited(put_aside).steps if isinstance(step, Run)]


HEAD, REST = f"def {FIRST}(Z, dA):\n    mask = Z > 0\n", "    return dA * mask"


def split_answer(marked: bool, rest: str = REST) -> Plan:
    """The plan for a first answer whose end stands in a cell of its own, with the mark or without."""
    def split(notebook: NotebookNode) -> None:
        index = place(notebook, f"{FIRST}_code")
        cell = notebook.cells[index]
        cell.source = HEAD
        mark = {"metadata": deepcopy(cell.metadata)} if marked else {}
        notebook.cells[index + 1 : index + 1] = [new_markdown_cell("in between"), new_code_cell(rest, **mark)]

    return edited(split)


@pytest.mark.parametrize("marked", [True, False])
def test_a_split_answer_is_put_together_again(marked: bool) -> None:
    """Is an answer over two cells run as one, asked after both, and not called a copy?"""
    found = split_answer(marked)
    assert found.steps[1:4] == (Run(HEAD, FIRST), Run(HEAD + REST, FIRST), Ask(FIRST))
    assert found.events == (f"{FIRST}: its answer's cell was split; its parts were run as one",)


def test_a_pasted_indented_cell_still_runs_by_itself() -> None:
    """Does a cell of the student's own that is merely indented keep its meaning behind an answer's cell?"""
    found = split_answer(marked=False, rest="    helper = 3")
    assert found.steps[2:5] == (Run(HEAD + "    helper = 3", FIRST), Run("    helper = 3"), Ask(FIRST))


def test_an_indented_cell_behind_a_check_is_no_rest_of_an_answer() -> None:
    """Is only what follows an answer's cell taken for the rest of it?"""
    found = edited(lambda n: n.cells.insert(place(n, FIRST) + 1, new_code_cell("    own = 1")))
    assert Run("    own = 1") in found.steps
    assert found.events == ()
