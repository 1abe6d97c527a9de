"""Judge an answer: draw inputs, ask the caller, compare, add up the points, name the mistake.

Points: each case of an exercise has a share, split evenly over the parts of the answer. A part of a case is
earned if it is right on every trial. A part of a later case counts only if the main case got that part right, unless
the case stands alone: then it is asked, and counts, even where the main case could not be run to its end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course.answers import plain
from course.doctor import Evidence, diagnose
from course.exercises.spec import Args, Case, Exercise, GradientExercise
from course.grading.calls import Caller, Reply
from course.grading.expected import Verdict, judge
from course.grading.forms import split
from course.grading.results import Diagnosis, Finding, Result, Status
from course.grading.seeds import stream
from course.grading.suspicion import Suspicion, suspicion


@dataclass
class _CaseOutcome:
    """What one case gave: which parts were right throughout, what was found, and the evidence for the doctor."""

    right: dict[str, bool]
    findings: list[Finding] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    problem: Diagnosis | None = None
    failed: Reply | None = None
    """The call that gave no answer; of a case that was not asked any more, the main one's."""
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def nothing(self, problem: Diagnosis, case: str, trial: int, args: Args) -> None:
        """No part of this case is right: the whole call was off, on these inputs."""
        self.right = dict.fromkeys(self.right, False)
        self.problem = self.problem or problem
        self.findings.append(Finding(case, trial, "", problem.where, "", "", problem.message, args))


@np.errstate(all="ignore")  # wrong answers overflow, and nbgrader reads a warning as a failed test
def grade(exercise: Exercise, caller: Caller, seed: int) -> Result:
    """Judge the answer behind ``caller`` on inputs drawn from ``seed``. Never raises because of an answer."""
    outcomes: list[_CaseOutcome] = []
    for number, case in enumerate(exercise.cases):
        if number and not case.alone and not any(outcomes[0].right.values()):
            outcomes.append(_CaseOutcome(dict.fromkeys(exercise.parts, False), failed=outcomes[0].failed))
            continue  # it cannot earn anything any more
        outcomes.append(_run_case(exercise, case, caller, stream(seed, exercise.id, number), repeat=number == 0))
    if all(outcome.failed is not None for outcome in outcomes):
        return _not_judged(exercise, outcomes[0])
    suspect = _suspect(exercise, caller, outcomes, seed)
    if suspect is not None and isinstance(exercise, GradientExercise) and exercise.numeric_answers == "refused":
        _refuse(outcomes, suspect)
    return _result(exercise, outcomes, suspect)


def _suspect(exercise: Exercise, caller: Caller, outcomes: list[_CaseOutcome], seed: int) -> Suspicion | None:
    """Whether the answer to the main case is itself a numeric derivative."""
    if outcomes[0].problem is not None:
        return None
    trials = [(evidence.args, evidence.answer) for evidence in outcomes[0].evidence]
    return suspicion(exercise, caller, trials, stream(seed, exercise.id, len(exercise.cases)))


def _refuse(outcomes: list[_CaseOutcome], suspect: Suspicion) -> None:
    text = f"{', '.join(suspect.parts)}: this looks like a numeric derivative; the exercise asks for the formula."
    outcomes[0].problem = Diagnosis("numeric-derivative", text, suspect.parts[0])
    for outcome in outcomes:
        outcome.right |= dict.fromkeys(suspect.parts, False)


def _run_case(
    exercise: Exercise, case: Case, caller: Caller, rng: np.random.Generator, *, repeat: bool
) -> _CaseOutcome:
    outcome = _CaseOutcome(dict.fromkeys(exercise.parts, True))
    for trial in range(case.trials):
        args: Args = plain(case.inputs(rng, trial))
        reply = caller(args)
        outcome.seconds += reply.seconds
        if reply.status not in ("ok", "unusable"):
            outcome.failed = reply
            outcome.nothing(_crash(case, reply), case.name, trial, args)
            break
        if reply.status == "unusable":
            outcome.nothing(Diagnosis("form", f"{exercise.id}: {reply.error}."), case.name, trial, args)
            break
        _judge_trial(exercise, case, trial, args, reply, outcome)
        if repeat and trial == 0 and not _same_again(caller(args), reply):
            text = f"{exercise.id} gave another answer when it was called again on the same inputs."
            outcome.nothing(Diagnosis("not-repeatable", text), case.name, trial, args)
    return outcome


def _judge_trial(
    exercise: Exercise, case: Case, trial: int, args: Args, reply: Reply, outcome: _CaseOutcome
) -> None:
    parts = split(exercise, reply.value)
    if isinstance(parts, Diagnosis):
        outcome.nothing(parts, case.name, trial, args)
        return
    verdicts = judge(exercise, args, parts)
    for part, verdict in verdicts.items():
        outcome.notes.extend(verdict.notes)
        if not verdict.ok:
            outcome.right[part] = False
            outcome.findings.append(_finding(case, trial, part, verdict, args))
    outcome.evidence.append(Evidence(args, parts, verdicts))
    changed = _changed(args, reply.inputs_after)
    if changed:
        text = f"{exercise.id} changed its argument {changed} in place. Work on a copy."
        outcome.nothing(Diagnosis("input-changed", text, changed), case.name, trial, args)


def _finding(case: Case, trial: int, part: str, verdict: Verdict, args: Args) -> Finding:
    message = (
        verdict.problem.message
        if verdict.problem
        else (f"{verdict.where}: expected {verdict.expected}, received {verdict.received}.")
    )
    return Finding(case.name, trial, part, verdict.where, verdict.expected, verdict.received, message, args)


def _changed(before: Args, after: Args | None) -> str | None:
    """The name of an argument that the call changed, or None."""
    if after is None:
        return None
    for name, value in before.items():
        if not _equal(value, after.get(name)):
            return name
    return None


def _same_again(again: Reply, first: Reply) -> bool:
    return again.status == "ok" and _equal(first.value, again.value, rtol=1e-9)


def _equal(a: Any, b: Any, rtol: float = 0.0) -> bool:
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(_equal(a[key], b[key], rtol) for key in a)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(_equal(x, y, rtol) for x, y in zip(a, b, strict=True))
    if isinstance(a, (np.ndarray, int, float, complex)) and isinstance(b, (np.ndarray, int, float, complex)):
        x, y = np.asarray(a), np.asarray(b)
        if x.dtype.kind == "O" or y.dtype.kind == "O":  # a whole number beyond all floats
            return type(a) is type(b) and bool(a == b)
        return x.shape == y.shape and bool(np.allclose(x, y, rtol=rtol, atol=0.0, equal_nan=True))
    return type(a) is type(b) and bool(a == b)


_UNREADABLE = ("SyntaxError", "IndentationError", "TabError")


def _crash(case: Case, reply: Reply) -> Diagnosis:
    unread = reply.error.startswith(_UNREADABLE)  # it never came to any inputs
    kinds: dict[str, str] = {
        "crashed": f"Python cannot read the cell. {reply.error}."
        if unread
        else f"On {case.name} it stopped with {reply.error or 'an error'}.",
        "timeout": f"On {case.name} it did not come back in time. Is there a loop that never ends?",
        "memory": f"On {case.name} it asked for more memory than a check may use.",
        "withheld": f"On {case.name} it used a part of the course that is not available in an answer. {reply.error}",
        "missing": "No function of this name was found.",
        "not_attempted": f"On {case.name} it raised NotImplementedError: that part is not written yet.",
    }
    return Diagnosis(reply.status.replace("_", "-"), kinds[reply.status].strip())


def _not_judged(exercise: Exercise, outcome: _CaseOutcome) -> Result:
    """No case could be run to its end: the status of the main one's call is the question's."""
    assert outcome.failed is not None
    status: Status = outcome.failed.status  # type: ignore[assignment]  # 'ok' and 'unusable' do not come here
    diagnosis = None if status == "not_attempted" else outcome.problem
    return Result(
        exercise.id, status, 0.0, exercise.points, diagnosis, tuple(outcome.findings), seconds=outcome.seconds
    )


def _result(exercise: Exercise, outcomes: list[_CaseOutcome], suspect: Suspicion | None) -> Result:
    main = outcomes[0]
    unit = exercise.points / sum(case.share for case in exercise.cases) / len(exercise.parts)
    points = 0.0
    for case, outcome in zip(exercise.cases, outcomes, strict=True):
        earned = sum(right and (case.alone or main.right[part]) for part, right in outcome.right.items())
        points += unit * case.share * earned
    right = {part: all(outcome.right[part] for outcome in outcomes) for part in exercise.parts}
    full = all(right.values())
    points = exercise.points if full else 0.0 if exercise.all_or_nothing else round(points, 4)
    status: Status = "correct" if full else "partial" if points else "wrong"
    diagnoses = [] if full else _diagnoses(exercise, outcomes)
    notes = [note for outcome in outcomes for note in outcome.notes] + ([suspect.note] if suspect else [])
    return Result(
        exercise.id,
        status,
        points,
        exercise.points,
        diagnosis=next(iter(diagnoses), None),
        findings=tuple(finding for outcome in outcomes for finding in outcome.findings),
        others=tuple(diagnoses[1:]),
        notes=tuple(dict.fromkeys(notes)),
        parts=right,
        suspicions=(suspect.event,) if suspect else (),
        seconds=sum(outcome.seconds for outcome in outcomes),
    )


def _diagnoses(exercise: Exercise, outcomes: list[_CaseOutcome]) -> list[Diagnosis]:
    """The first case that failed decides: a problem of form as it stands, else the doctor's word."""
    for case, outcome in zip(exercise.cases, outcomes, strict=True):
        if all(outcome.right.values()):
            continue
        if outcome.problem is not None:
            return [outcome.problem]
        found = diagnose(exercise, outcome.evidence)
        if case is exercise.cases[0]:
            return found
        where = f"On {case.name}" if case.alone else f"Only on {case.name}"  # cases that stand alone may all fail
        return [Diagnosis(d.kind, f"{where}: {d.message}", d.where) for d in found]
    raise AssertionError("a diagnosis was asked of an answer that is right")
