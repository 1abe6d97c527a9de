"""No line of a solution reaches a student: not in code, not in prose, not in an output."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nbformat import NotebookNode

from grader.build.cells import label
from grader.build.outputs import texts
from grader.build.stubs import stub_of

TRIVIAL = re.compile(
    r"""
    \#.* |                                            # a comment
    (else|try|finally|pass|break|continue)\W* |
    return\s+[\w\s,()]+ |                             # names alone
    (for|while|if|elif|with)\b.*: |                   # a head without its body
    [\w\s,()]+=\s*[\w.\[\]"',\s]+ |                   # one thing named again: W1 = params["W1"]
    [\w\s,()]+=\s*(len\(\w+\)|[\w.]*zeros(_like)?\(.*\)|[\w.]+\.(shape|copy)(\[\d\]|\(\))?)
    """,
    re.VERBOSE,
)
"""Lines that any program has and that answer nothing by themselves."""


PHRASE = 20
"""Characters of a line of a written answer: a shorter one says nothing that other prose may not say too."""


def solution_lines(source: NotebookNode) -> list[str]:
    """The lines between solution markers that say something, stripped, in order.

    A line that the cell's own stub shows, as around a planted bug, is no secret.
    """
    found: list[str] = []
    for cell in source.cells:
        inside = False
        shown = {_squeezed(line) for line in stub_of(cell.source) or ()}
        for line in cell.source.splitlines():
            if "BEGIN SOLUTION" in line or "END SOLUTION" in line:
                inside = "BEGIN" in line
            elif inside and _says_something(cell, line.strip()) and _squeezed(line) not in shown:
                found.append(line.strip())
    return found


def _says_something(cell: NotebookNode, line: str) -> bool:
    if cell.cell_type == "markdown":
        return len(_squeezed(line)) >= PHRASE
    return bool(line) and not TRIVIAL.fullmatch(line)


def leaks(source: NotebookNode, lesson: NotebookNode) -> list[str]:
    """Each place where ``lesson`` shows a solution line of ``source``, in a sentence; spaces do not hide one."""
    lines = {_squeezed(line): line for line in solution_lines(source)}
    return [
        f"{label(lesson, index)} shows a line of a solution: {line}"
        for index, cell in enumerate(lesson.cells)
        for squeezed, line in lines.items()
        if any(squeezed in _squeezed(text) for text in _shown(cell))
    ]


def _shown(cell: NotebookNode) -> Iterator[str]:
    yield cell.source
    for output in cell.get("outputs", ()):
        yield from texts(output)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
