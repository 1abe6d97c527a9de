"""What a released answer cell holds in place of its solution: nbgrader's stub, or the exercise's own.

An exercise that plants a bug brings its stub with it, as comments in the solution, so that the source runs:

    ### BEGIN SOLUTION
    return dA * (Z > 0)
    ### BEGIN STUB
    # return dA * (dA > 0)
    ### END STUB
    ### END SOLUTION
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import ClearSolutions
from traitlets import Unicode

BEGIN_SOLUTION, END_SOLUTION = "### BEGIN SOLUTION", "### END SOLUTION"
BEGIN, END = "### BEGIN STUB", "### END STUB"
TEXT_STUB = "*Write your answer here, in place of this line.*"
COMMENT = re.compile(r"\s*#(?: (.*)|)")


def stub_of(source: str) -> list[str] | None:
    """The lines of a cell's own stub, without their comment marks; None if it has none."""
    lines = [line.strip() for line in source.splitlines()]
    if BEGIN not in lines or END not in lines:
        return None
    block = source.splitlines()[lines.index(BEGIN) + 1 : lines.index(END)]
    return [(found[1] or "") if (found := COMMENT.fullmatch(line)) else line for line in block]


def stub_problems(source: str) -> Iterator[str]:
    """What is wrong with the stub markers of an answer cell."""
    lines = [line.strip() for line in source.splitlines()]
    for line in lines:
        if ("BEGIN STUB" in line or "END STUB" in line) and line not in (BEGIN, END):
            yield f"expected {BEGIN!r} or {END!r} alone on its line, got {line!r}"
    order = [line for line in lines if line in (BEGIN_SOLUTION, END_SOLUTION, BEGIN, END)]
    if not {BEGIN, END} & set(order):
        return
    if order != [BEGIN_SOLUTION, BEGIN, END, END_SOLUTION]:
        yield f"expected one stub, between {BEGIN!r} and {END!r}, inside the cell's one solution"
        return
    block = lines[lines.index(BEGIN) + 1 : lines.index(END)]
    if not block:
        yield "expected a stub of at least one line"
    for line in block:
        if not COMMENT.fullmatch(line):
            yield f"expected every line of the stub to be a comment, '# ' and code, got {line!r}"


class ReleaseStubs(ClearSolutions):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's own step, but a cell that brings its stub gets that one, and prose is asked for in a sentence."""

    text_stub = Unicode(TEXT_STUB).tag(config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Replace the solution of one cell."""
        stub = stub_of(cell.source) if utils.is_solution(cell) else None
        if stub is None:
            done: tuple[NotebookNode, dict[str, Any]] = super().preprocess_cell(cell, resources, cell_index)
            return done
        lines = cell.source.splitlines()
        marks = [line.strip() for line in lines]
        start, stop = marks.index(BEGIN_SOLUTION), marks.index(END_SOLUTION)
        indent = lines[start][: len(lines[start]) - len(lines[start].lstrip())]
        planted = [f"{indent}{line}".rstrip() for line in stub]
        cell.source = "\n".join([*lines[:start], *planted, *lines[stop + 1 :]])
        return cell, resources
