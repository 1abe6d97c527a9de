"""Lay a submitted notebook beside the assignment: which cells to run, and where to ask for each answer.

Run are the assignment's own set-up cells, then, in the student's order, whatever the student wrote or changed; and a
set-up cell once more where it stands below such a cell, which may have taken away what it sets up (``%reset -f``).
Not run are the assignment's demonstrations and checks where they stand unchanged: no answer needs them. A question
is asked where its check cell stands, but not before its answer's cells: so a later cell that uses the same helper
name does not spoil an earlier answer, just as when the notebook is run from top to bottom.

A slip of the hand in Jupyter costs no answer: an answer's cell that became text is run as code all the same, and one
that was split is put together again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nbformat import NotebookNode

from grader.build.cells import ANSWER_SUFFIX, grade_id, role

_INDENTED = re.compile(r"(?:[ \t\r]*\n)*[ \t]+\S")
"""How a cell begins that is the rest of another."""
_RETURNS = re.compile(r"^[ \t]+return\b", re.MULTILINE)


@dataclass(frozen=True)
class Run:
    """Run this source. ``question`` is set where the cell is the answer's of that question."""

    source: str
    question: str | None = None


@dataclass(frozen=True)
class Ask:
    """Ask for this question's answers now."""

    question: str


@dataclass(frozen=True)
class Plan:
    """The steps in order, the questions with an answer cell, and what is worth telling the instructor."""

    steps: tuple[Run | Ask, ...]
    answered: frozenset[str]
    events: tuple[str, ...]


def questions(release: NotebookNode) -> dict[str, float]:
    """The questions that the assignment asks and their points, in order."""
    return {
        str(grade_id(cell)): float(cell.metadata["nbgrader"]["points"])
        for cell in release.cells
        if role(cell) == "check"
    }


def make_plan(release: NotebookNode, submitted: NotebookNode) -> Plan:
    """The plan for one submission against the assignment's release notebook (both of version 4)."""
    found = _lay_out(release, submitted)
    setup = [Run(cell.source) for cell in release.cells if role(cell) == "setup"]
    asks: list[tuple[float, Ask]] = []
    for question, places in found.answers.items():
        home = places or [index for index, run in found.runs if defines(run.source, question)]
        asks.append((_when(home, found.checks[question], len(submitted.cells)), Ask(question)))
    # At one place a cell runs before a question is asked; sort is stable, so questions keep their order.
    placed: list[tuple[float, Run | Ask]] = [*found.runs, *asks]
    steps = [*setup, *(step for _, step in sorted(placed, key=lambda pair: pair[0]))]
    events = (*found.events, *_oddities(found))
    return Plan(tuple(steps), frozenset(q for q, places in found.answers.items() if places), events)


@dataclass
class _Layout:
    """What of the assignment stands where in the submission; places are counted in its cells."""

    answers: dict[str, list[int]]
    checks: dict[str, list[int]]
    runs: list[tuple[int, Run]] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    piece: tuple[str, str] | None = None
    """The question and source of the answer's cell just passed, while the next cell may be the rest of it."""

    def answer(self, index: int, source: str, question: str) -> None:
        """A cell with the answer's mark."""
        if self.piece is not None and self.piece[0] == question and _INDENTED.match(source):
            self._rest(index, source)
            return
        self.answers[question].append(index)
        self.runs.append((index, Run(source, question)))
        self.piece = question, source

    def own(self, index: int, source: str) -> None:
        """A cell that the student wrote or changed."""
        if self.piece is not None and _INDENTED.match(source):
            self._rest(index, source)
        else:
            self.piece = None
            self.runs.append((index, Run(source)))

    def _rest(self, index: int, source: str) -> None:
        """The rest of an answer's cell that was split: run with what stood before it. Alone it may mean something
        else, for IPython takes indentation away; so it also runs alone, unless it returns, as only functions do."""
        assert self.piece is not None
        question, before = self.piece
        whole = f"{before.rstrip()}\n{source}"
        self.answers[question][-1] = index  # it is asked after all of it
        self.runs.append((index, Run(whole, question)))
        if not _RETURNS.search(source):
            self.runs.append((index, Run(source)))
        self.piece = question, whole
        self.note(question, "its answer's cell was split; its parts were run as one")

    def note(self, question: str | None, what: str) -> None:
        """Tell what was odd about a question's cells."""
        self.events.append(f"{question}: {what}")


def _lay_out(release: NotebookNode, submitted: NotebookNode) -> _Layout:
    asked = list(questions(release))
    setup = {_text(cell) for cell in release.cells if role(cell) == "setup"}
    theirs = setup | {_text(cell) for cell in release.cells if role(cell) in ("demo", "check")}
    checks = {_text(cell): str(grade_id(cell)) for cell in release.cells if role(cell) == "check"}
    found = _Layout({question: [] for question in asked}, {question: [] for question in asked})
    turned = _turned_to_text(submitted, asked)
    for index, cell in enumerate(submitted.cells):
        if cell.cell_type != "code" and index not in turned:
            continue
        name = grade_id(cell) or ""
        if (question := _answered(cell, asked)) is not None:
            found.answer(index, cell.source, question)
        elif _text(cell) in checks or name in found.checks:
            found.checks[checks.get(_text(cell), name)].append(index)
            found.piece = None
            if _text(cell) not in checks:
                found.note(name, "the check cell was changed; what it says was not run and does not count")
        elif _text(cell) not in theirs and cell.source.strip():
            found.own(index, cell.source)
        elif _text(cell) in setup and found.runs:
            found.runs.append((index, Run(cell.source)))
        if index in turned:
            found.note(question, "its answer's cell was turned into text; it was run as code all the same")
    return found


def _turned_to_text(submitted: NotebookNode, asked: list[str]) -> set[int]:
    """The answers' cells that are no code any more, of questions that no code of the submission answers."""
    code = [cell for cell in submitted.cells if cell.cell_type == "code"]
    text = {
        index: question
        for index, cell in enumerate(submitted.cells)
        if cell.cell_type != "code" and (question := _answered(cell, asked)) is not None
    }
    lost = set(text.values()) - {_answered(cell, asked) for cell in code}
    found = {question for question in lost if any(defines(cell.source, question) for cell in code)}
    return {index for index, question in text.items() if question in lost - found}


def _answered(cell: NotebookNode, asked: list[str]) -> str | None:
    """The question whose answer this cell is, by its mark."""
    name = grade_id(cell) or ""
    question = name.removesuffix(ANSWER_SUFFIX)
    return question if name.endswith(ANSWER_SUFFIX) and question in asked else None


def defines(source: str, question: str) -> bool:
    """Whether a function of this name is defined at the top level: an answer's cell may have lost its mark."""
    name = re.escape(question)
    return re.search(rf"^((async\s+)?def\s+{name}\b|{name}\s*=)", source, re.MULTILINE) is not None


def _when(answers: list[int], checks: list[int], end: int) -> float:
    """The place in the notebook at which a question is asked."""
    last = max(answers, default=-1)
    after = [place for place in checks if place > last]
    if after:
        return min(after) + 0.5
    return last + 0.5 if answers else float(end)


def _oddities(found: _Layout) -> list[str]:
    said = []
    for question, places in found.answers.items():
        if not places:
            said.append(f"{question}: no answer cell was found; a function of this name counts wherever it stands")
        if len(places) > 1:
            said.append(f"{question}: the answer cell is there {len(places)} times; the last one counts")
        if not found.checks[question]:
            said.append(f"{question}: the check cell is gone; it was judged all the same")
    order = [max(places) for places in found.answers.values() if places]
    if order != sorted(order):
        said.append("the answer cells stand in another order than in the lesson; they were run as they stand")
    return said


def _text(cell: NotebookNode) -> str:
    return "\n".join(line.rstrip() for line in str(cell.source).strip().splitlines())
