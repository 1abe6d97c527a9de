"""Lay a submitted notebook beside the assignment: which cells to run, and where to ask for each answer.

Run are the assignment's own set-up cells, then, in the student's order, whatever the student wrote or changed.
Not run are the assignment's demonstrations and checks where they stand unchanged: no answer needs them. A question
is asked where its check cell stands, but not before its answer's cells: so a later cell that uses the same helper
name does not spoil an earlier answer, just as when the notebook is run from top to bottom.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from nbformat import NotebookNode

from grader.build.cells import ANSWER_SUFFIX, grade_id, role


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
    asked = list(questions(release))
    theirs = {_text(cell) for cell in release.cells if role(cell) in ("setup", "demo", "check")}
    checks = {_text(cell): str(grade_id(cell)) for cell in release.cells if role(cell) == "check"}
    runs: list[tuple[int, Run]] = []
    answers: dict[str, list[int]] = {question: [] for question in asked}
    checked: dict[str, list[int]] = {question: [] for question in asked}
    events: list[str] = []
    for index, cell in enumerate(submitted.cells):
        if cell.cell_type != "code":
            continue
        name = grade_id(cell) or ""
        if name.endswith(ANSWER_SUFFIX) and (question := name.removesuffix(ANSWER_SUFFIX)) in answers:
            answers[question].append(index)
            runs.append((index, Run(cell.source, question)))
        elif _text(cell) in checks or name in checked:
            checked[checks.get(_text(cell), name)].append(index)
            if _text(cell) not in checks:
                events.append(f"{name}: the check cell was changed; what it says was not run and does not count")
        elif _text(cell) not in theirs and cell.source.strip():
            runs.append((index, Run(cell.source)))
    setup = [Run(cell.source) for cell in release.cells if role(cell) == "setup"]
    places = {question: answers[question] or _defined(question, runs) for question in asked}
    asks = [(_when(places[question], checked[question], len(submitted.cells)), Ask(question)) for question in asked]
    # At one place a cell runs before a question is asked; sort is stable, so questions keep their order.
    placed: list[tuple[float, Run | Ask]] = [*runs, *asks]
    steps = [*setup, *(step for _, step in sorted(placed, key=lambda pair: pair[0]))]
    events += _oddities(asked, answers, checked)
    return Plan(tuple(steps), frozenset(q for q in asked if answers[q]), tuple(events))


def _defined(question: str, runs: list[tuple[int, Run]]) -> list[int]:
    """Where a function of this name is defined, for a question whose answer cell lost its mark."""
    start = re.compile(rf"^(def\s+{re.escape(question)}\b|{re.escape(question)}\s*=)", re.MULTILINE)
    return [index for index, run in runs if start.search(run.source)]


def _when(answers: list[int], checks: list[int], end: int) -> float:
    """The place in the notebook at which a question is asked."""
    last = max(answers, default=-1)
    after = [place for place in checks if place > last]
    if after:
        return min(after) + 0.5
    return last + 0.5 if answers else float(end)


def _oddities(asked: list[str], answers: dict[str, list[int]], checks: dict[str, list[int]]) -> list[str]:
    said = []
    for question in asked:
        if not answers[question]:
            said.append(f"{question}: no answer cell was found; a function of this name counts wherever it stands")
        if len(answers[question]) > 1:
            said.append(f"{question}: the answer cell is there {len(answers[question])} times; the last one counts")
        if not checks[question]:
            said.append(f"{question}: the check cell is gone; it was judged all the same")
    order = [max(answers[question]) for question in asked if answers[question]]
    if order != sorted(order):
        said.append("the answer cells stand in another order than in the lesson; they were run as they stand")
    return said


def _text(cell: NotebookNode) -> str:
    return "\n".join(line.rstrip() for line in str(cell.source).strip().splitlines())
