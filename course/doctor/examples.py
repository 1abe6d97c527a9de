"""Which examples the answer counts: only the last (overwritten), only the first (returned early), or all but one.

An example whose gradient is zero leaves no trace, so "the last" is the last of those that have one.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.doctor.named import alike
from course.doctor.trials import Trial, gradient
from course.exercises.spec import GradientExercise
from course.gradcheck.numeric import Array
from course.grading.results import Diagnosis

Shares = list[Array]
"""One trial's gradients, an entry for each example."""
Fits = Callable[[Trial, Shares], bool]


def examples(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    """One example counted alone, or one left out, at either end of the batch."""
    if exercise.examples is None:
        return None
    shares = [[gradient(exercise, loss, trial.args, part) for loss in exercise.examples(**trial.args)]
              for trial in trials]  # fmt: skip
    if any(len(one) < 2 for one in shares):
        return None
    for kind, text, fits in LOOKS:
        if all(fits(trial, one) for trial, one in zip(trials, shares, strict=True)):
            return Diagnosis(kind, f"{part} {text}", part)
    return None


def _only(index: int, *, contributing: bool, mean: bool) -> Fits:
    """The example at this end of the batch alone; ``mean``: its share of the mean, else as if it were the batch."""

    def fits(trial: Trial, shares: Shares) -> bool:
        those = [one for one in shares if one.any()] if contributing else shares
        times = 1.0 if mean else float(len(shares))
        return bool(those) and alike(times * those[index], trial.answer)

    return fits


def _all_but(index: int) -> Fits:
    def fits(trial: Trial, shares: Shares) -> bool:
        return alike(np.asarray(trial.right - shares[index]), trial.answer)

    return fits


def _looks() -> list[tuple[str, str, Fits]]:
    found: list[tuple[str, str, Fits]] = []
    for index, word in ((-1, "last"), (0, "first")):
        kind = f"only-{word}-example"
        for contributing in (False, True):
            which = f"{word} example that has a gradient at all" if contributing else f"{word} example"
            for mean in (True, False):
                text = f"counts only the {which}; the others are lost."
                found.append((kind, text, _only(index, contributing=contributing, mean=mean)))
    for index, word in ((-1, "last"), (0, "first")):
        found.append((f"{word}-example-missing", f"leaves out the {word} example.", _all_but(index)))
    return found


LOOKS = _looks()
