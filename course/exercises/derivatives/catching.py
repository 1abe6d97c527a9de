"""`catching_check`: the student's own check, judged on what famous ones let through, and on false alarms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from course.exercises.derivatives import hints
from course.exercises.derivatives.catching_cases import CASES, off
from course.exercises.derivatives.catching_mistakes import MISTAKES
from course.exercises.derivatives.draws import LESSON, WITHHELD
from course.exercises.derivatives.softmax import at_weights
from course.exercises.pointed import pointed
from course.exercises.spec import PropertyExercise

BETWEEN = 1e-10
"""Of the scale: right claims lie far below it, wrong ones far above."""


def _verify(args: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, str | None]:
    verdict = answer.get("verdict")
    if not isinstance(verdict, bool):
        return {"verdict": "the answer should be True or False"}
    return {"verdict": _said(dict(args), verdict)}


def _said(args: dict[str, Any], verdict: bool) -> str | None:
    wrong = _why_wrong(args)
    if verdict == (wrong is None):
        return None
    return f"a wrong gradient was accepted: {wrong}" if verdict else "a right gradient was refused"


def _why_wrong(args: dict[str, Any]) -> str | None:
    """What is wrong with the claim, or None if it is right."""
    claimed = args["claimed"]
    if claimed.shape != args["W"].shape:
        return f"its shape is {claimed.shape}, and W has {args['W'].shape}"
    if not np.isfinite(claimed).all():
        return "it holds entries that are no finite numbers"
    error, at = off(args)
    if error <= BETWEEN:
        return None
    right = float(at_weights(args["W"], args["b"], args["X"], args["dP"])[at])
    place = f"dW[{at[0]}, {at[1]}]"
    return f"{place} should be {right:.4g} and is {float(claimed[at]) + 0.0:.4g}"


CATCHING_CHECK = PropertyExercise(
    id="catching_check",
    lesson=LESSON,
    title="A check that catches them all",
    points=5,
    signature=("W", "b", "X", "dP", "claimed"),
    parts=("verdict",),
    cases=CASES,
    mistakes=pointed(MISTAKES, hints.CATCHING),
    hints=hints.CATCHING_HINTS,
    withheld=WITHHELD,
    shapes={"verdict": "True or False"},
    verify=_verify,
)
