"""General patterns of a wrong gradient, found by regressing the answer on gradients that the check can compute.

The regressors are numeric gradients of things that need no knowledge of the answer's formula: the loss, its terms,
one example's share of it. A pattern counts only if it fits on every wrong trial.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.doctor.evidence import Evidence
from course.doctor.named import alike
from course.exercises.spec import Args, GradientExercise
from course.gradcheck.numeric import Array
from course.grading.expected import gradient_of
from course.grading.forms import place
from course.grading.results import Diagnosis

Trial = tuple[Args, Array, Array]
"""One wrong trial of one part: the arguments, the right gradient, the answer's."""


def pattern(exercise: GradientExercise, part: str, wrong: list[Evidence]) -> Diagnosis | None:
    """The first general pattern that explains this part on all trials on which it is wrong, or None."""
    trials = [_trial(exercise, evidence, part) for evidence in wrong]
    if any(answer.shape != right.shape for _, right, answer in trials):
        return None
    looks: tuple[Callable[[GradientExercise, str, list[Trial]], Diagnosis | None], ...] = (
        _zero,
        _factor,
        _count,
        _transposed,
        _swapped,
        _terms,
        _examples,
        _block,
    )
    for look in looks:
        found = look(exercise, part, trials)
        if found is not None:
            return found
    return None


def _trial(exercise: GradientExercise, evidence: Evidence, part: str) -> Trial:
    right = gradient_of(exercise, exercise.loss, evidence.args, part).value
    return evidence.args, right, np.asarray(evidence.answer[part], dtype=np.float64)


def _zero(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    if all(not answer.any() for _, _, answer in trials):
        return Diagnosis("zero", f"{part} is zero everywhere; the loss does depend on that variable.", part)
    return None


def ratio(right: Array, answer: Array) -> float | None:
    """The c with answer = c·right in every entry, or None."""
    norm = float((right * right).sum())
    if norm == 0.0:
        return None
    c = float((right * answer).sum()) / norm
    return c if c != 0.0 and alike(c * right, answer) else None


FACTORS = {
    -1.0: ("sign", "has the wrong sign everywhere."),
    2.0: ("factor-two", "is twice as large as it should be, everywhere."),
    0.5: ("factor-half", "is half as large as it should be, everywhere."),
    -2.0: ("sign-and-factor", "has the wrong sign, and is twice as large as it should be, everywhere."),
    -0.5: ("sign-and-factor", "has the wrong sign, and is half as large as it should be, everywhere."),
}


def _factor(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    ratios = [ratio(right, answer) for _, right, answer in trials]
    if any(c is None for c in ratios):
        return None
    for factor, (kind, text) in FACTORS.items():
        if all(np.isclose(c or 0.0, factor, rtol=1e-4) for c in ratios):
            return Diagnosis(kind, f"{part} {text}", part)
    return None


def _count(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    """A factor that follows a size of the inputs from trial to trial: a mean that is missing or taken twice."""
    sizes = [_sizes(args) for args, _, _ in trials]
    ratios = [ratio(right, answer) for _, right, answer in trials]
    if len({tuple(sorted(s.items())) for s in sizes}) < 2:
        return None  # with one size a factor n cannot be told from a constant
    for name in sizes[0]:
        found = [s.get(name, 0) for s in sizes]
        if len(set(found)) < 2:
            continue
        if all(c is not None and np.isclose(c, n, rtol=1e-4) for c, n in zip(ratios, found, strict=True)):
            return Diagnosis("missing-mean", f"{part} is too large by {name}: a division is missing.", part)
        if all(c is not None and np.isclose(c * n, 1.0, rtol=1e-4) for c, n in zip(ratios, found, strict=True)):
            return Diagnosis("mean-twice", f"{part} is too small by {name}: it is divided once too often.", part)
    return None


def _sizes(args: Args) -> dict[str, int]:
    """Every axis length of every array argument, named as a message names it."""
    words = ("the number of rows of {}", "the number of columns of {}")
    found: dict[str, int] = {}
    for name, value in args.items():
        for axis, length in enumerate(np.shape(value) if isinstance(value, np.ndarray) else ()):
            if axis < len(words):
                found[words[axis].format(name)] = length
    return found


def _transposed(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    if all(right.ndim == 2 and alike(right.T, answer) for _, right, answer in trials):
        return Diagnosis("transposed", f"{part} is the transpose of what it should be.", part)
    return None


def _swapped(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    for other in exercise.parts:
        if other == part:
            continue
        others = [gradient_of(exercise, exercise.loss, args, other).value for args, _, _ in trials]
        if all(alike(g, answer) for g, (_, _, answer) in zip(others, trials, strict=True)):
            return Diagnosis("swapped", f"{part} holds what belongs in {other}.", part)
    return None


def _terms(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    """One term of the loss missing, doubled or with the wrong sign, the others right."""
    texts = {
        0.0: ("missing-term", "is missing"),
        -1.0: ("term-sign", "has the wrong sign"),
        2.0: ("term-factor", "counts twice"),
        0.5: ("term-factor", "counts half"),
    }
    for name, loss in exercise.terms.items():
        shares = []
        for args, right, answer in trials:
            own = gradient_of(exercise, loss, args, part).value
            off = ratio(own, answer - right)
            shares.append(None if off is None else 1.0 + off)
        for share, (kind, text) in texts.items():
            if all(s is not None and np.isclose(s, share, atol=1e-3) for s in shares):
                return Diagnosis(kind, f"In {part}, {name} {text}; the rest is right.", part)
    return None


def _examples(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    """Only the first or the last example counted: overwritten in a loop, or returned from within it."""
    if exercise.examples is None:
        return None
    for index, kind, word in ((-1, "only-last-example", "last"), (0, "only-first-example", "first")):
        fits = []
        for args, right, answer in trials:
            losses = exercise.examples(**args)
            one = gradient_of(exercise, losses[index], args, part).value
            fits.append(len(losses) > 1 and (ratio(one, answer) is not None) and ratio(right, answer) is None)
        if all(fits):
            return Diagnosis(kind, f"{part} counts only the {word} example; the others are lost.", part)
    return None


def _block(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    """Everything right but one row, one column, or one entry, the same on every trial."""
    _, right, answer = trials[0]
    wrong = _entries(right, answer)
    total = right.size
    if not 0 < len(wrong) < total or right.ndim == 0:
        return None
    if all(len(_entries(r, a)) == 1 for _, r, a in trials) and total > 1:
        where = place(part, wrong[0])
        return Diagnosis("one-entry", f"Only {where} is wrong; every other entry of {part} is right.", where)
    for axis, word in enumerate(("row", "column")[: right.ndim]):
        lines = {int(index[axis]) for index in wrong}
        if right.ndim == 2 and len(lines) == 1 and len(wrong) > 1:
            line = lines.pop()
            text = f"Only {word} {line} of {part} is wrong; the other {word}s are right."
            return Diagnosis(f"one-{word}", text, place(part, wrong[0]))
    share = f"{len(wrong)} of {total}"
    message = f"{share} entries of {part} are wrong, the others are right. Look for what sets them apart."
    return Diagnosis("some-entries", message, place(part, wrong[0]))


def _entries(right: Array, answer: Array) -> list[tuple[int, ...]]:
    scale = float(np.abs(right).max(initial=0.0))
    off = np.abs(right - answer) > 1e-5 * np.maximum(np.abs(right), 1e-3 * scale)
    return [tuple(int(i) for i in index) for index in np.argwhere(off)]
