"""Which entries are wrong, where some are right: a last word, since it names no cause."""

from __future__ import annotations

import numpy as np

from course.doctor.trials import Trial
from course.exercises.spec import GradientExercise
from course.gradcheck.numeric import Array
from course.grading.forms import place
from course.grading.results import Diagnosis


def block(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    """Everything right but one row, one column, or one entry, the same on every trial."""
    wrong = [_entries(trial.right, trial.answer) for trial in trials]
    if not all(0 < len(entries) < trial.right.size for entries, trial in zip(wrong, trials, strict=True)):
        return None
    where = place(part, wrong[0][0])
    if all(len(entries) == 1 for entries in wrong):
        return Diagnosis("one-entry", f"Only {where} is wrong; every other entry of {part} is right.", where)
    for axis, word in enumerate(("row", "column")):
        if all(_in_one_line(entries, axis, trial.right.shape) for entries, trial in zip(wrong, trials, strict=True)):
            text = f"Only {word} {wrong[0][0][axis]} of {part} is wrong; the other {word}s are right."
            return Diagnosis(f"one-{word}", text, where)
    share = f"{len(wrong[0])} of {trials[0].right.size}"
    message = f"{share} entries of {part} are wrong, the others are right. Look for what sets them apart."
    return Diagnosis("some-entries", message, where)


def _in_one_line(entries: list[tuple[int, ...]], axis: int, shape: tuple[int, ...]) -> bool:
    """Whether these entries lie in one row (axis 0) or column (axis 1) of a matrix that has others besides."""
    return len(shape) == 2 and shape[axis] > 1 and len({index[axis] for index in entries}) == 1


def _entries(right: Array, answer: Array) -> list[tuple[int, ...]]:
    scale = float(np.abs(right).max(initial=0.0))
    off = np.abs(right - answer) > 1e-5 * np.maximum(np.abs(right), 1e-3 * scale)
    return [tuple(int(i) for i in index) for index in np.argwhere(off)]
