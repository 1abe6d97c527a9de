"""What judging one question gives: a status, points, at most one diagnosis, and what was found on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Status = Literal[
    "correct", "partial", "wrong", "not_attempted", "missing", "crashed", "timeout", "memory", "withheld"
]


@dataclass(frozen=True)
class Diagnosis:
    """The mistake, named: ``kind`` for machines, ``message`` for people, ``where`` as in 'dW[2, 0]'."""

    kind: str
    message: str
    where: str = ""


@dataclass(frozen=True)
class Finding:
    """One part of the answer on one trial of one case that was wrong, with all that `replay` shows."""

    case: str
    trial: int
    part: str
    where: str
    expected: str
    received: str
    message: str
    args: dict[str, Any] = field(repr=False, default_factory=dict)


@dataclass(frozen=True)
class Result:
    """The judgement of one question."""

    exercise_id: str
    status: Status
    points: float
    max_points: float
    diagnosis: Diagnosis | None = None
    findings: tuple[Finding, ...] = ()
    others: tuple[Diagnosis, ...] = ()
    """Further diagnoses, where parts of the answer are wrong in different ways."""
    notes: tuple[str, ...] = ()
    """What is worth saying though it costs nothing: 'two entries lay on a kink and were not counted'."""
    parts: dict[str, bool] = field(default_factory=dict)
    """Part to whether it was right everywhere; empty if the function could not be called."""
    suspicions: tuple[str, ...] = ()
    """What the instructor should know of how the answer came about; each follows the exercise's id in a sentence."""
    noted: str = ""
    """The answer, where it is marked elsewhere (a choice, without its key); then the status says nothing."""
    seconds: float = 0.0
