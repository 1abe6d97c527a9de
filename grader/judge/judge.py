"""Judge one submission: run its cells in the sandbox, ask each question on fresh inputs, score what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course.exercises import find
from course.exercises.spec import Args
from course.grading.calls import Reply
from course.grading.grade import grade
from course.grading.results import Diagnosis, Result
from grader.judge.plan import Ask, Plan, make_plan, questions
from grader.judge.runner import Runner
from grader.judge.submission import parse
from grader.judge.version import spec_version
from grader.results import FOR_INSTRUCTOR, Question, SubmissionResult
from grader.sandbox.limits import Limits
from grader.sandbox.process import Kind
from grader.sandbox.session import CellReply
from grader.sandbox.view import student_view

BUDGET_SECONDS = 180.0
MAX_CELL_EVENTS = 20
"""Of a student's own cells that fail, this many are named: a result file must stay small."""


@dataclass(frozen=True)
class Task:
    """All that judging one submission needs; plain data, so that it can travel to another process or machine."""

    student: str
    assignment: str
    submission: bytes
    release: bytes
    seed: int
    sandbox: Kind
    scratch: Path
    """A folder of the judge's own, in which student views are kept."""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Judgement:
    """The result as it is recorded, and each question's `Result` with the inputs on which points were lost."""

    result: SubmissionResult
    details: dict[str, Result]


def judge(task: Task) -> Judgement:
    """Judge one submission.

    Raises
    ------
    UnreadableSubmissionError
        If the submission is no notebook that can be graded.
    """
    submission = parse(task.submission)
    release = nbformat.reads(task.release.decode("utf-8"), as_version=4)
    asked = questions(release)
    plan = make_plan(release, submission.notebook)
    withheld = frozenset(module for question in asked for module in find(question).withheld)
    view = student_view(withheld, task.scratch)
    with Runner(view, sandbox=task.sandbox, limits=task.limits, budget_seconds=BUDGET_SECONDS) as runner:
        details, events = _follow(plan, runner, task.seed)
        events.extend(runner.events)
    results = [details[question] for question in asked]
    result = SubmissionResult(
        student=task.student,
        assignment=task.assignment,
        submission_sha256=submission.digest,
        spec_version=spec_version(task.release),
        seed=task.seed,
        sandbox=task.sandbox,
        score=round(sum(r.points for r in results), 4),
        max_score=float(sum(asked.values())),
        questions=tuple(_question(r) for r in results),
        events=(*plan.events, *events, *_warnings(task)),
    )
    return Judgement(result, details)


def _follow(plan: Plan, runner: Runner, seed: int) -> tuple[dict[str, Result], list[str]]:
    """Take the plan's steps in order: run the cells, ask the questions."""
    details: dict[str, Result] = {}
    broken: dict[str, CellReply] = {}
    events: list[str] = []
    for step in plan.steps:
        if isinstance(step, Ask):
            details[step.question] = _ask(step.question, plan, runner, broken.get(step.question), seed)
            continue
        reply = runner.run(step.source)
        if reply.status in ("ok", "not_attempted"):
            if step.question is not None:
                broken.pop(step.question, None)  # a later copy of the cell that works mends an earlier one
        elif step.question is not None:
            broken[step.question] = reply
        else:
            events.append(f"a cell that the student added or changed ended with {reply.status}: {reply.error}"[:300])
    more = [f"and {len(events) - MAX_CELL_EVENTS} more such cells"] if len(events) > MAX_CELL_EVENTS else []
    return details, events[:MAX_CELL_EVENTS] + more


def _ask(question: str, plan: Plan, runner: Runner, broken: CellReply | None, seed: int) -> Result:
    exercise = find(question)

    def caller(args: Args) -> Reply:
        reply = runner.call(question, args)
        if reply.status != "missing":
            return reply
        if broken is not None:  # there is no function because its cell failed: say how
            return Reply(broken.status, error=broken.error)
        return reply

    result = grade(exercise, caller, seed)
    if result.status == "missing" and question in plan.answered:
        text = f"The answer's cell defines no function named {question}."
        return Result(question, "missing", 0.0, exercise.points, Diagnosis("missing", text))
    return result


def _question(result: Result) -> Question:
    return Question(
        id=result.exercise_id,
        points=result.points,
        max_points=result.max_points,
        status=result.status,
        diagnosis=result.diagnosis,
        seconds=round(result.seconds, 4),
    )


def _warnings(task: Task) -> list[str]:
    return [f"{FOR_INSTRUCTOR}graded without a sandbox (--sandbox none)"] if task.sandbox == "none" else []


def clean_notebook(data: bytes) -> NotebookNode:
    """The submission as the recorder shows it: source alone, without outputs."""
    return parse(data).notebook
