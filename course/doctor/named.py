"""Named mistakes: compute what each would have returned, and see whether the answer is that.

A mistake is named only if it reproduces the answer in every part that it speaks of, on every wrong trial. Of
several that fit, the first in the spec's order wins.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from course.answers import plain
from course.doctor.evidence import Evidence
from course.errors import AnswerError
from course.exercises.spec import Exercise, Mistake
from course.grading.results import Diagnosis

RTOL = 1e-5
"""Looser than the check's own: it only has to tell mistakes apart, also in float32."""


def named_mistake(exercise: Exercise, wrong: list[Evidence], parts: list[str]) -> Diagnosis | None:
    """The exercise's first named mistake that explains all these parts on all wrong trials, or None."""
    for mistake in exercise.mistakes:
        if all(set(parts) & trial.wrong.keys() <= _explains(mistake, trial) for trial in wrong):
            where = next((trial.wrong[part].where for part in parts for trial in wrong if part in trial.wrong), "")
            return Diagnosis(mistake.kind, mistake.message, where or parts[0])
    return None


def only_here(exercise: Exercise, part: str, alone: list[Evidence]) -> Diagnosis | None:
    """A named mistake that explains this part though the other parts do not bear it out, and says so.

    Its sentence may speak of all parts at once, so it is quoted: as it stands it would be false of this answer.
    """
    found = named_mistake(exercise, alone, [part])
    if found is None or len(exercise.parts) == 1:
        return found
    text = f"{part} is what comes of this mistake, the other parts are not: {found.message}"
    return Diagnosis(found.kind, text, found.where)


def _explains(mistake: Mistake, trial: Evidence) -> set[str]:
    """The wrong parts of a trial that this mistake reproduces; empty if it contradicts the answer anywhere."""
    try:
        made = {part: plain(value) for part, value in mistake.make(**plain(trial.args)).items()}
    except Exception:  # a mistake that cannot be made on these inputs (a batch of one) was not made on them
        return set()
    found = set()
    for part in trial.verdicts:
        same = part in made and alike(made[part], trial.answer[part])
        wrong = part in trial.wrong
        if part in made and not same:
            return set()
        if wrong and same:
            found.add(part)
    return found


def alike(a: Any, b: Any, rtol: float = RTOL) -> bool:
    """Whether two plain values agree: same shape, same infinities, entries within rtol of the largest finite one."""
    if isinstance(a, (str, bool)) or isinstance(b, (str, bool)) or a is None or b is None:
        return type(a) is type(b) and bool(a == b)
    if isinstance(a, (tuple, dict)) or isinstance(b, (tuple, dict)):
        try:
            return repr(plain(a)) == repr(plain(b))
        except (AnswerError, ValueError):  # ValueError: whole numbers too long for Python to print
            return False
    x, y = np.asarray(a), np.asarray(b)
    if x.shape != y.shape or x.dtype.kind == "O" or y.dtype.kind == "O":  # 'O': a whole number beyond all floats
        return False
    x, y = x + 0.0, y + 0.0  # truth values and unsigned numbers do not subtract
    finite = np.isfinite(x)
    if not np.array_equal(np.where(finite, 0.0, x), np.where(np.isfinite(y), 0.0, y), equal_nan=True):
        return False
    x, y = np.where(finite, x, 0.0), np.where(finite, y, 0.0)
    scale = float(max(np.abs(x).max(initial=0.0), np.abs(y).max(initial=0.0)))
    return bool((np.abs(x - y) <= rtol * scale).all())
