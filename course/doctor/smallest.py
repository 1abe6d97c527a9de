"""The smallest inputs on which an answer is wrong, written out so that they can be pasted and done by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.answers import plain
from course.doctor import Evidence, diagnose
from course.doctor.written import as_code, as_printed, numbers
from course.exercises.spec import Args, Exercise, GradientExercise, ValueExercise
from course.grading.calls import Caller, Reply
from course.grading.expected import gradient_of, judge
from course.grading.forms import split
from course.grading.results import Diagnosis, Result

DRAWS, KEPT = 12, 3
"""Of each case so many inputs are drawn, and so many of them kept, the smallest."""
SLOW = 0.5
"""Seconds: an answer that takes longer for one call is not called again for a hint."""
MOST = 16
"""Entries of an array that are written out; of a larger one, the worst entry alone."""


@dataclass(frozen=True)
class Worked:
    """One small case: ``inputs`` is code, ``outcome`` what it should give and what it gave, each with a heading."""

    inputs: str
    outcome: tuple[tuple[str, str], ...]


def smallest_case(exercise: Exercise, caller: Caller, result: Result, rng: np.random.Generator) -> Worked | None:
    """The smallest inputs found that show the result's own mistake, else those that show any; None if none did."""
    kept: Worked | None = None
    for args in _candidates(exercise, result, rng):
        reply = caller(args)
        found = _look(exercise, args, reply, result)
        if found is not None and found[1]:
            return found[0]
        kept = kept or (found[0] if found else None)
        if reply.seconds > SLOW:
            break
    return kept


def _candidates(exercise: Exercise, result: Result, rng: np.random.Generator) -> Iterator[Args]:
    """Inputs to try, the smallest first; last those on which the check itself found it wrong."""
    kept: list[Args] = []
    for case in exercise.cases:
        kept += sorted([plain(case.inputs(rng, trial)) for trial in range(DRAWS)], key=_size)[:KEPT]
    for args in [*sorted(kept, key=_size), *(finding.args for finding in result.findings[:1])]:
        # Round numbers read best, but what the inputs of other exercises must fulfil may not outlive the rounding.
        yield _rounded(args) if isinstance(exercise, GradientExercise) else as_printed(args)
        yield args


def _look(exercise: Exercise, args: Args, reply: Reply, result: Result) -> tuple[Worked, bool] | None:
    """The case worked out if the answer is wrong on it, and whether it shows the mistake that the card names."""
    code = as_code(exercise, args)
    if reply.status != "ok":
        said = (("what happened", reply.error or reply.status),)
        return Worked(code, said), reply.status == result.status or reply.status == "unusable"
    parts = split(exercise, reply.value)
    if isinstance(parts, Diagnosis):
        return Worked(code, (("what came out", numbers(reply.value)),)), True
    verdicts = judge(exercise, args, parts)
    evidence = Evidence(args, parts, verdicts)
    if not evidence.wrong:
        return None
    kinds = {found.kind for found in diagnose(exercise, [evidence])}
    worked = Worked(code, _outcome(exercise, evidence))
    on_kink = any("between" in verdict.expected for verdict in evidence.wrong.values())  # a hard case to learn from
    return worked, not on_kink and (result.diagnosis is None or result.diagnosis.kind in kinds)


def _outcome(exercise: Exercise, evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """The first wrong part side by side with what it should be; the whole answer where there is no such thing."""
    part, verdict = next(iter(evidence.wrong.items()))
    received = evidence.answer[part]
    settled = True  # at a kink it is not: a whole interval is right, and its middle is no expected value
    if isinstance(exercise, GradientExercise):
        estimate = gradient_of(exercise, exercise.loss, evidence.args, part)
        wanted, settled = estimate.value, bool((estimate.low == estimate.high).all())
    elif isinstance(exercise, ValueExercise) and exercise.reveals:
        wanted = exercise.reference(**evidence.args)[part]
    else:
        whole = "\n".join(f"{name} = {numbers(value)}" for name, value in evidence.answer.items())
        return (("what came out", whole),)
    small = max(np.size(wanted), np.size(received)) <= MOST and settled
    if small or verdict.problem is not None:
        return ((f"{part} should be", numbers(wanted)), (f"{part} came out as", numbers(received)))
    where = verdict.where
    return ((f"{where} should be", verdict.expected), (f"{where} came out as", verdict.received))


def _size(value: Any) -> int:
    """How many numbers there are to read."""
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    return sum(map(_size, value)) if isinstance(value, list | tuple) else int(np.size(value))


def _rounded(value: Any) -> Any:
    """The same with one decimal; no number becomes zero by it."""
    if isinstance(value, dict):
        return {name: _rounded(item) for name, item in value.items()}
    if isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype.kind == "f"):
        near = np.round(value, 1)
        near = np.where((near == 0) & (np.asarray(value) != 0), np.copysign(0.1, value), near) + 0.0
        return near if isinstance(value, np.ndarray) else float(near)
    return value
