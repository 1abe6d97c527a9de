"""What an answer cell holds: helpers, then the one function of its exercise, and a marked solution inside it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nbformat import NotebookNode

from course import exercises
from course.errors import UnknownExerciseError
from grader.build.cells import role
from grader.build.stubs import BEGIN_SOLUTION as BEGIN
from grader.build.stubs import END_SOLUTION as END
from grader.build.stubs import stub_of, stub_problems


def marker_problems(cell: NotebookNode) -> Iterator[str]:
    """What is wrong with the solution markers of a cell: unbalanced, nested, misspelt, or where none may be."""
    depth = regions = 0
    for line in cell.source.splitlines():
        if "BEGIN SOLUTION" not in line and "END SOLUTION" not in line:
            continue
        if line.strip() not in (BEGIN, END):
            yield f"expected {BEGIN!r} or {END!r} alone on its line, got {line.strip()!r}"
        opens = "BEGIN SOLUTION" in line
        if opens and depth:
            yield f"expected {END!r} before the next {BEGIN!r}: solutions do not nest"
        if not opens and not depth:
            yield f"expected {BEGIN!r} before {END!r}"
        depth, regions = int(opens), regions + int(opens)
    if depth:
        yield f"expected {END!r} after {BEGIN!r}, got the end of the cell"
    if regions and role(cell) not in ("answer", "manual"):
        yield "expected solutions only in answer cells; this cell would be shown to students as it is"
    if role(cell) in ("answer", "manual") and not regions:
        yield f"expected a solution between {BEGIN!r} and {END!r}"
    if role(cell) == "answer":
        yield from stub_problems(cell.source)
    elif stub_of(cell.source) is not None:
        yield "expected a stub only in an answer cell"


def answer_problems(cell: NotebookNode, name: str) -> Iterator[str]:
    """What is wrong with the code of the answer cell of exercise ``name``."""
    try:
        body = ast.parse(cell.source).body
    except SyntaxError as error:
        yield f"expected Python: {error.msg} (line {error.lineno})"
        return
    for node in body:
        if not isinstance(node, ast.FunctionDef):
            yield f"expected functions alone at top level (line {node.lineno}); imports belong in a setup cell"
    functions = [node for node in body if isinstance(node, ast.FunctionDef)]
    if [node.name for node in functions].count(name) != 1 or functions[-1].name != name:
        yield f"expected one function {name!r} at top level, helpers above it"
        return
    yield from _signature(functions[-1], name)


def _signature(function: ast.FunctionDef, name: str) -> Iterator[str]:
    try:
        expected = exercises.find(name).signature
    except UnknownExerciseError:
        return  # the check cell's problem, told there
    arguments = function.args
    received = tuple(argument.arg for argument in (*arguments.posonlyargs, *arguments.args))
    if received != expected or arguments.vararg or arguments.kwarg or arguments.kwonlyargs:
        yield f"expected {name}({', '.join(expected)}), as in its spec, got {name}({ast.unparse(arguments)})"
    if not ast.get_docstring(function):
        yield f"expected a docstring in {name!r}: it is the exercise's statement that stays in the lesson"
