"""`grader replay`: judge one submission again with the seed of its result, and show where points were lost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from course.cards import text_card
from course.exercises import find
from course.grading.results import Finding, Result
from grader import results
from grader.errors import ClassFolderError
from grader.judge.judge import Judgement, Task, judge
from grader.results import ResultFileError
from grader.run.jobs import find_jobs, read
from grader.sandbox.bwrap import require
from grader.sandbox.process import Kind

MAX_FINDINGS = 3
"""Of each question, this many failing inputs are shown; the first says most."""


def replay(folder: Path, student: str, assignment: str, sandbox: Kind = "bwrap") -> Judgement:
    """Judge a submission again on the very inputs of its recorded result.

    Raises
    ------
    ClassFolderError
        If there is no result, or the submission changed since.
    """
    if sandbox == "bwrap":
        require()
    try:
        old = results.read(results.result_path(folder, student, assignment))
    except ResultFileError as error:
        raise ClassFolderError(f"{error}. Try: grader grade {folder} {assignment} --student {student}") from None
    content = read(find_jobs(folder, [assignment], [student])[0])
    if content.digest != old.submission_sha256:
        raise ClassFolderError(
            f"the submission of {student} changed since it was graded. Try: grader grade {folder} {assignment}"
        )
    with tempfile.TemporaryDirectory() as scratch:
        return judge(Task(student, assignment, content.data, content.release, old.seed, sandbox, Path(scratch)))


def describe(judgement: Judgement) -> Iterator[str]:
    """The replayed judgement as text: every question that lost points, its card, and the inputs that show it."""
    lost = [result for result in judgement.details.values() if result.points < result.max_points]
    total = f"{judgement.result.score:g} of {judgement.result.max_score:g} points, seed {judgement.result.seed}"
    yield f"{judgement.result.student}, {judgement.result.assignment}: {total}"
    if not lost:
        yield "No point was lost."
    for result in lost:
        yield ""
        yield text_card(result, find(result.exercise_id).title)
        yield from _inputs(result)


def _inputs(result: Result) -> Iterator[str]:
    shown: set[tuple[str, int]] = set()
    for finding in result.findings:
        trial = (finding.case, finding.trial)
        if trial not in shown and len(shown) == MAX_FINDINGS:
            return
        if trial not in shown:
            shown.add(trial)
            yield f"    On {finding.case}, trial {finding.trial + 1}, called with"
            yield from (f"        {line}" for line in _arguments(finding))
        yield f"      {finding.message}"


def _arguments(finding: Finding) -> Iterator[str]:
    for name, value in finding.args.items():
        yield from f"{name} = {source(value)}".splitlines()


def source(value: Any) -> str:
    """A value as Python text that gives it back exactly, so that it can be pasted into a notebook."""
    if isinstance(value, np.ndarray):
        with np.printoptions(threshold=10_000, floatmode="unique", linewidth=100):
            return f"np.{value!r}" if value.dtype.kind in "fiu" else repr(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {source(item)}" for key, item in value.items()) + "}"
    return repr(value)
