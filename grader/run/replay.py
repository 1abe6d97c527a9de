"""`grader replay`: judge one submission again with the seed of its result, and show where points were lost."""

from __future__ import annotations

import math
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
from grader.judge.version import spec_version
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
        If there is no result, or the submission or what judges it changed since.
    """
    if sandbox == "bwrap":
        require()
    try:
        old = results.read(results.result_path(folder, student, assignment))
    except ResultFileError as error:
        raise ClassFolderError(f"{error}. Try: grader grade {folder} {assignment} --student {student}") from None
    if old.not_graded is not None:
        raise ClassFolderError(f"{student}, {assignment} could not be graded: {old.not_graded}")
    content = read(find_jobs(folder, [assignment], [student])[0])
    if content.digest != old.submission_sha256:
        raise ClassFolderError(
            f"the submission of {student} changed since it was graded. Try: grader grade {folder} {assignment}"
        )
    if spec_version(content.release) != old.spec_version:
        raise ClassFolderError(
            f"{assignment} is judged otherwise now than when it was graded. Try: grader grade {folder} {assignment}"
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
