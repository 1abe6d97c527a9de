"""The format of a source, as questions put to its notebook; each answer is a sentence that names the cell."""

from __future__ import annotations

from collections.abc import Iterator

from nbformat import NotebookNode
from nbgrader.nbgraderformat import MetadataValidator, ValidationError

from course import exercises
from course.errors import UnknownExerciseError
from grader.build.answers import answer_problems, marker_problems
from grader.build.cells import ANSWER_SUFFIX, grade_id, label, question, role
from grader.build.written import written_problems

FORBIDDEN = {
    "AUTOTEST": "nbgrader would run it; write an exercise spec instead",
    "HIDDEN TESTS": "no notebook holds hidden tests; write an exercise spec instead",
    "MARK SCHEME": "no notebook holds a mark scheme; write an exercise spec instead",
    "NBVAL_": "every cell is compared; make its output the same on every run instead",
}
FORBIDDEN_TAGS = ("nbval-", "raises-exception")


def problems(notebook: NotebookNode, lesson: str) -> list[str]:
    """Everything that is wrong with a source notebook, in the order of its cells; empty if nothing is."""
    return [
        *_metadata(notebook),
        *_cells(notebook),
        *_ids(notebook),
        *_questions(notebook, lesson),
        *_coverage(notebook, lesson),
    ]


def _metadata(notebook: NotebookNode) -> Iterator[str]:
    try:
        MetadataValidator().validate_nb(notebook)
    except ValidationError as error:
        yield f"expected valid nbgrader metadata on every cell line: {error}"


def _cells(notebook: NotebookNode) -> Iterator[str]:
    first_code = True
    for index, cell in enumerate(notebook.cells):
        name = label(notebook, index)
        if not cell.source.strip():
            yield f"{name}: expected text or code, got an empty cell"
        if cell.cell_type == "code" and first_code:
            first_code = False
            if role(cell) != "setup":
                yield f'{name}: expected the first code cell to have tags=["setup"]'
        if role(cell) == "text" and any(cell.metadata.get("nbgrader", {}).get(k) for k in ("grade", "solution")):
            yield f"{name}: expected a text cell to be neither graded nor a solution, or to be both"
        if cell.cell_type == "code" and cell.source.rstrip().endswith(";"):
            # IPython looks for the ';' in the history, and nbval runs cells without one: it would see the value.
            yield f"{name}: found ';' at the end, which not every runner heeds. Try: figure = … in its place"
        yield from (f"{name}: found {word!r}: {why}" for word, why in FORBIDDEN.items() if word in cell.source)
        tags = [tag for tag in cell.metadata.get("tags", ()) if tag.startswith(FORBIDDEN_TAGS)]
        yield from (f"{name}: found the tag {tag!r}: every cell is compared and none may fail" for tag in tags)
        yield from (f"{name}: {problem}" for problem in marker_problems(cell))
        if role(cell) == "manual":
            yield from (f"{name}: {problem}" for problem in written_problems(cell))


def _ids(notebook: NotebookNode) -> Iterator[str]:
    seen: dict[str, str] = {}
    for index, cell in enumerate(notebook.cells):
        own = grade_id(cell)
        if own is not None and own in seen:
            yield f"{label(notebook, index)}: expected a grade_id of its own, {seen[own]} has it already"
        elif own is not None:
            seen[own] = label(notebook, index)


def _questions(notebook: NotebookNode, lesson: str) -> Iterator[str]:
    answered: set[str] = set()
    checked = {question(cell) for cell in notebook.cells if role(cell) == "check"}
    for index, cell in enumerate(notebook.cells):
        name, own = label(notebook, index), question(cell)
        if role(cell) == "answer":
            answered.add(own)
            if grade_id(cell) != own + ANSWER_SUFFIX:
                yield f"{name}: expected a grade_id that ends in {ANSWER_SUFFIX!r}"
            elif own not in checked:
                yield f'{name}: expected a cell check("{own}", {own}) with grade_id {own!r} after it'
            else:
                yield from (f"{name}: {problem}" for problem in answer_problems(cell, own))
        if role(cell) == "check":
            if own not in answered:
                yield f"{name}: expected a cell with grade_id '{own}{ANSWER_SUFFIX}' before it"
            yield from (f"{name}: {problem}" for problem in _check(cell, own, lesson))


def _check(cell: NotebookNode, own: str, lesson: str) -> Iterator[str]:
    expected = f'check("{own}", {own})'
    if cell.source.strip() != expected:
        yield f"expected {expected}, got {cell.source.strip()!r}"
    try:
        spec = exercises.find(own)
    except UnknownExerciseError as error:
        yield str(error)
        return
    if spec.lesson != lesson:
        yield f"expected an exercise of {lesson}, got one of {spec.lesson}"
    points = cell.metadata.nbgrader.get("points")
    if points != spec.points:
        yield f"expected points {spec.points:g}, as in its spec, got {points}"


def _coverage(notebook: NotebookNode, lesson: str) -> Iterator[str]:
    checked = {question(cell) for cell in notebook.cells if role(cell) == "check"}
    for spec in exercises.of_lesson(lesson):
        if spec.id not in checked:
            yield f"expected cells for the exercise {spec.id!r}, found no check cell with that grade_id"
