"""What the patterns look at: one part of a wrong answer, trial by trial, beside its right gradient."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from course.doctor.evidence import Evidence
from course.doctor.named import alike
from course.exercises.spec import Args, GradientExercise
from course.gradcheck.numeric import Array
from course.grading.expected import gradient_of
from course.grading.results import Diagnosis


class Trial(NamedTuple):
    """One wrong trial of one part."""

    args: Args
    right: Array
    """The right gradient; at a kink, what is nearest to the answer of all that is right."""
    answer: Array


Look = Callable[[GradientExercise, str, list[Trial]], Diagnosis | None]
"""One pattern: a diagnosis if it explains this part on all these trials, or None."""


def trial_of(exercise: GradientExercise, evidence: Evidence, part: str) -> Trial:
    """One part of a trial, with its right gradient computed."""
    estimate = gradient_of(exercise, exercise.loss, evidence.args, part)
    answer = np.asarray(evidence.answer[part], dtype=np.float64)
    right = estimate.value
    if answer.shape == right.shape:
        right = np.where(estimate.kink, np.clip(answer, estimate.low, estimate.high), right)
    return Trial(evidence.args, right, answer)


def gradient(exercise: GradientExercise, loss: Callable[..., Any], args: Args, part: str) -> Array:
    """The gradient of some other loss at the same place: a term's, an example's."""
    return gradient_of(exercise, loss, args, part).value


def ratio(right: Array, answer: Array) -> float | None:
    """The c ≠ 0 with answer = c·right in every entry, or None."""
    norm = float((right * right).sum())
    if norm == 0.0:
        return None
    c = float((right * answer).sum()) / norm
    return c if c != 0.0 and alike(c * right, answer) else None
