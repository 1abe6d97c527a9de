"""`grader replay`: judge one submission again with the seed of its result, and show where points were lost."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from course.cards import text_card
from course.exercises import find
from course.grading.results import Finding, Result, Status
from grader import results
from grader.errors import ClassFolderError
from grader.judge.judge import Judgement, Task, judge
from grader.results import ResultFileError, SubmissionResult
from grader.run.jobs import find_jobs, read
from grader.sandbox.bwrap import require
from grader.sandbox.limits import Limits
from grader.sandbox.slot import Kind

MAX_FINDINGS = 3
"""Of each question, this many failing inputs are shown, and more only where another part or case failed."""
NO_INPUTS: dict[Status, str] = {
    "missing": "No inputs to show: there is no function of this name that could be called.",
    "not_attempted": "No inputs to show: the answer is not written yet, and says so whatever it is given.",
}


def recorded(folder: Path, student: str, assignment: str) -> SubmissionResult:
    """The result on file that a replay explains.

    Raises
    ------
    ClassFolderError
        If there is none, or the submission could not be graded.
    """
    try:
        old = results.read(results.result_path(folder, student, assignment))
    except ResultFileError as error:
        find_jobs(folder, [assignment], [student])  # says which of the two names is the wrong one
        raise ClassFolderError(f"{error}. Try: grader grade {folder} {assignment} --student {student}") from None
    if old.not_graded is not None:
        raise ClassFolderError(f"{student}, {assignment} could not be graded: {old.not_graded}")
    return old


def replay(
    folder: Path, student: str, assignment: str, sandbox: Kind = "bwrap", limits: Limits | None = None
) -> Judgement:
    """Judge a submission again on the very inputs of its recorded result.

    ``limits`` are those of the run that is replayed; by default those of `grader grade`.

    Raises
    ------
    ClassFolderError
        If there is no result, or the submission or what judges it changed since.
    """
    if sandbox == "bwrap":
        require()
    old = recorded(folder, student, assignment)
    content = read(find_jobs(folder, [assignment], [student])[0])
    if content.digest != old.submission_sha256:
        raise ClassFolderError(
            f"the submission of {student} changed since it was graded. Try: grader grade {folder} {assignment}"
        )
    if content.version != old.spec_version:
        raise ClassFolderError(
            f"{assignment} is judged otherwise now than when it was graded. Try: grader grade {folder} {assignment}"
        )
    with tempfile.TemporaryDirectory() as scratch:
        task = Task(
            student, assignment, content.data, content.release, old.seed, sandbox, Path(scratch), keys=content.keys
        )
        return judge(task if limits is None else replace(task, limits=limits))


def describe(judgement: Judgement, old: SubmissionResult | None = None) -> Iterator[str]:
    """The replayed judgement as text: every question that lost points, its card, and the inputs that show it.

    With the recorded result ``old``, also where this replay gave something else, and why that can be.
    """
    lost = [result for result in judgement.details.values() if result.points < result.max_points]
    total = f"{judgement.result.score:g} of {judgement.result.max_score:g} points, seed {judgement.result.seed}"
    yield f"{judgement.result.student}, {judgement.result.assignment}: {total}"
    if not lost:
        yield "No point was lost."
    for result in lost:
        yield ""
        yield text_card(result, find(result.exercise_id).title)
        yield from _inputs(result)
    for event in judgement.result.events:
        yield f"Noted: {event}"
    if old is not None:
        yield from _differences(judgement.result, old)


def _inputs(result: Result) -> Iterator[str]:
    """The failing inputs of each part of each case, so that none of the points lost goes without its reason."""
    if result.status in NO_INPUTS or not result.findings:
        yield f"    {NO_INPUTS.get(result.status, 'No inputs to show: it was not called.')}"
        return
    for (case, trial), findings in _chosen(result.findings).items():
        how = "called with" if findings[0].args else "called without arguments"
        yield f"    On {case}, trial {trial + 1}, {how}"
        yield from (f"        {line}" for line in _arguments(findings[0]))
        yield from (f"      {finding.message}" for finding in findings)


def _chosen(findings: tuple[Finding, ...]) -> dict[tuple[str, int], list[Finding]]:
    """By trial, in order: the first that fails of each part of each case, and further ones up to `MAX_FINDINGS`."""
    trials: dict[tuple[str, int], list[Finding]] = {}
    first: dict[tuple[str, str], tuple[str, int]] = {}
    for finding in findings:
        trials.setdefault((finding.case, finding.trial), []).append(finding)
        first.setdefault((finding.case, finding.part), (finding.case, finding.trial))
    wanted = set(first.values())
    for trial in trials:
        if len(wanted) < MAX_FINDINGS:
            wanted.add(trial)
    return {trial: found for trial, found in trials.items() if trial in wanted}


def _differences(new: SubmissionResult, old: SubmissionResult) -> Iterator[str]:
    before = {question.id: question for question in old.questions}
    for now in new.questions:
        was = before.get(now.id)
        if was is not None and (was.status, was.points) != (now.status, now.points):
            yield f"{now.id}: on file with {was.points:g} points ({was.status}), now {now.points:g} ({now.status})."
            yield "    The same inputs gave another outcome: the answer depends on more than its inputs."


def _arguments(finding: Finding) -> Iterator[str]:
    for name, value in finding.args.items():
        yield from f"{name} = {source(value)}".splitlines()


def source(value: Any) -> str:
    """A value as Python text that gives it back exactly where NumPy is ``np``; to be pasted into a notebook."""
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {source(item)}" for key, item in value.items()) + "}"
    if isinstance(value, float) and not math.isfinite(value):
        return f"float({str(value)!r})"
    return repr(value)


def _array(value: np.ndarray[Any, Any]) -> str:
    kind = f"dtype=np.{value.dtype.name}"
    if not value.size:
        return f"np.zeros({value.shape}, {kind})"
    # Given whole, so that print options which the instructor's own session may have set change nothing.
    with np.printoptions(nanstr="np.nan", infstr="np.inf", suppress=False, sign="-", formatter=None, legacy=False):
        entries = np.array2string(
            value, 100, separator=", ", prefix="np.array(", threshold=value.size + 1, floatmode="unique"
        )
    plain = value.dtype in (np.float64, np.int64)
    return f"np.array({entries})" if plain else f"np.array({entries}, {kind})"
