"""Judge one submission: run its cells in the sandbox, ask each question on fresh inputs, score what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from course.exercises import find
from course.exercises.keys import Keys, with_key
from course.exercises.spec import Args, Exercise
from course.grading.calls import Reply
from course.grading.grade import grade
from course.grading.noted import waits_for_key
from course.grading.results import Diagnosis, Result
from grader.build.cells import question as question_of
from grader.build.cells import role
from grader.errors import ClassFolderError
from grader.judge.plan import Ask, Plan, Run, defines, make_plan, questions
from grader.judge.runner import Runner
from grader.judge.submission import parse
from grader.judge.version import spec_version
from grader.results import FOR_INSTRUCTOR, Question, SubmissionResult
from grader.sandbox.limits import Limits
from grader.sandbox.session import CellReply
from grader.sandbox.slot import Kind
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
    keys: Keys = field(default_factory=dict)
    """Of the multiple choices that the release asks. They stay with the judge."""


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
    ClassFolderError
        If the key of a multiple choice is missing.
    """
    submission = parse(task.submission)
    release = nbformat.reads(task.release.decode("utf-8"), as_version=4)
    asked = questions(release)
    exercises = {question: _keyed(question, task) for question in asked}
    plan = make_plan(release, submission.notebook)
    withheld = frozenset(module for exercise in exercises.values() for module in exercise.withheld)
    view = student_view(withheld, task.scratch)
    with Runner(view, sandbox=task.sandbox, limits=task.limits, budget_seconds=BUDGET_SECONDS) as runner:
        details, events = _follow(plan, exercises, runner, task.seed)
        events.extend(runner.events)
    details |= {name: _idle(details[name]) for name in untouched(release, plan)}
    results = [details[question] for question in asked]
    result = SubmissionResult(
        student=task.student,
        assignment=task.assignment,
        submission_sha256=submission.digest,
        spec_version=spec_version(task.release, task.keys),
        seed=task.seed,
        sandbox=task.sandbox,
        score=round(sum(r.points for r in results), 4),
        max_score=float(sum(asked.values())),
        questions=tuple(_question(r) for r in results),
        events=(*submission.events, *plan.events, *events, *_suspicions(results), *_warnings(task)),
    )
    return Judgement(result, details)


def _keyed(question: str, task: Task) -> Exercise:
    exercise = with_key(find(question), task.keys)
    if waits_for_key(exercise):  # never a silent zero
        raise ClassFolderError(f"expected the key of {question} to mark {task.assignment}. Try: grader init DIR")
    return exercise


def untouched(release: NotebookNode, plan: Plan) -> list[str]:
    """The questions whose answer is as it was given out, and is written nowhere else: a planted bug is code too."""
    given = {question_of(cell): cell.source.strip() for cell in release.cells if role(cell) == "answer"}
    ran = [step for step in plan.steps if isinstance(step, Run)]
    return [
        name
        for name in plan.answered
        if all(run.source.strip() == given.get(name) for run in ran if run.question == name)
        and not any(defines(run.source, name) for run in ran if run.question != name)
    ]


def _idle(result: Result) -> Result:
    if result.points:
        return result
    return Result(result.exercise_id, "not_attempted", 0.0, result.max_points, seconds=result.seconds)


def _follow(
    plan: Plan, exercises: dict[str, Exercise], runner: Runner, seed: int
) -> tuple[dict[str, Result], list[str]]:
    """Take the plan's steps in order: run the cells, ask the questions."""
    details: dict[str, Result] = {}
    broken: dict[str, CellReply] = {}
    events: list[str] = []
    for step in plan.steps:
        if isinstance(step, Ask):
            asked = exercises[step.question]
            details[step.question] = _ask(asked, plan, runner, broken.get(step.question), seed)
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


def _ask(exercise: Exercise, plan: Plan, runner: Runner, broken: CellReply | None, seed: int) -> Result:
    question = exercise.id

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


def _suspicions(results: list[Result]) -> list[str]:
    return [f"{FOR_INSTRUCTOR}{result.exercise_id} {text}" for result in results for text in result.suspicions]


def _warnings(task: Task) -> list[str]:
    return [f"{FOR_INSTRUCTOR}graded without a sandbox (--sandbox none)"] if task.sandbox == "none" else []


def clean_notebook(data: bytes) -> NotebookNode:
    """The submission as the recorder shows it: source alone, without outputs."""
    return parse(data).notebook
