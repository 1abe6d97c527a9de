"""General patterns of a wrong gradient, found by regressing the answer on gradients that the check can compute.

The regressors are numeric gradients of things that need no knowledge of the answer's formula: the loss, its terms,
one example's share of it. A pattern counts only if it fits on every wrong trial.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.doctor.evidence import Evidence
from course.doctor.named import alike
from course.exercises.spec import Args, GradientExercise
from course.gradcheck.numeric import Array
from course.grading.expected import get, gradient_of
from course.grading.forms import place
from course.grading.results import Diagnosis

Trial = tuple[Args, Array, Array]
"""One wrong trial of one part: the arguments, the right gradient, the answer's."""


Look = Callable[[GradientExercise, str, list[Trial]], Diagnosis | None]


def pattern(exercise: GradientExercise, part: str, wrong: list[Evidence]) -> Diagnosis | None:
    """The first general pattern that explains this part on all trials on which it is wrong, or None."""
    causes = (_zero, _factor, _count, _constant, _transposed, _swapped, _terms, _examples)
    return _first(causes, exercise, part, wrong)


def extent(exercise: GradientExercise, part: str, wrong: list[Evidence]) -> Diagnosis | None:
    """Which entries of this part are wrong, where some are right; a last word, since it names no cause."""
    return _first((_block,), exercise, part, wrong)


def _first(
    looks: tuple[Look, ...], exercise: GradientExercise, part: str, wrong: list[Evidence]
) -> Diagnosis | None:
    trials = [_trial(exercise, evidence, part) for evidence in wrong]
    if any(answer.shape != right.shape for _, right, answer in trials):
        return None
    return next((found for look in looks if (found := look(exercise, part, trials))), None)


def _trial(exercise: GradientExercise, evidence: Evidence, part: str) -> Trial:
    estimate = gradient_of(exercise, exercise.loss, evidence.args, part)
    answer = np.asarray(evidence.answer[part], dtype=np.float64)
    right = estimate.value
    if answer.shape == right.shape:
        # At a kink a whole interval is right: take from it what is nearest to the answer.
        right = np.where(estimate.kink, np.clip(answer, estimate.low, estimate.high), right)
    return evidence.args, right, answer


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
    """A factor that is a size of the inputs on every trial: a mean that is missing or taken twice."""
    sizes = [_sizes(args) for args, _, _ in trials]
    ratios = [ratio(right, answer) for _, right, answer in trials]
    for name in sizes[0]:
        found = [s.get(name, 0) for s in sizes]
        if all(c is not None and np.isclose(c, n, rtol=1e-4) for c, n in zip(ratios, found, strict=True)):
            text = f"{part} is too large by a factor, {name}: a division is missing."
            return Diagnosis("missing-mean", text, part)
        if all(c is not None and np.isclose(c * n, 1.0, rtol=1e-4) for c, n in zip(ratios, found, strict=True)):
            text = f"{part} is too small by a factor, {name}: it is divided once too often."
            return Diagnosis("mean-twice", text, part)
    return None


def _constant(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    """Some other factor, the same on every trial; one trial alone could be chance where the part is a number."""
    ratios = [ratio(right, answer) for _, right, answer in trials]
    c = ratios[0]
    if c is None or len(trials) < 2 or not all(r is not None and np.isclose(r, c, rtol=1e-4) for r in ratios):
        return None
    return Diagnosis("factor", f"{part} is {c:.4g} times what it should be, everywhere.", part)


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
    def holds(other: str, args: Args, answer: Array) -> bool:
        same_shape = np.shape(get(args, exercise.wrt[other])) == answer.shape
        return same_shape and alike(gradient_of(exercise, exercise.loss, args, other).value, answer)

    for other in exercise.parts:
        if other != part and all(holds(other, args, answer) for args, _, answer in trials):
            return Diagnosis("swapped", f"{part} holds what belongs in {other}.", part)
    return None


SHARES = {
    0.0: ("missing-term", "is missing"),
    -1.0: ("term-sign", "has the wrong sign"),
    2.0: ("term-factor", "counts twice"),
    0.5: ("term-factor", "counts half"),
}


def _terms(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    """One term of the loss missing, doubled or with the wrong sign, the others right."""
    for name, loss in exercise.terms.items():
        first = _share(exercise, loss, part, trials[0])
        for share, (kind, text) in SHARES.items():
            if np.isclose(first, share, atol=1e-3) and all(
                np.isclose(_share(exercise, loss, part, trial), share, atol=1e-3) for trial in trials[1:]
            ):
                return Diagnosis(kind, f"In {part}, {name} {text}; the rest is right.", part)
    return None


def _share(exercise: GradientExercise, term: Callable[..., Any], part: str, trial: Trial) -> float:
    """How many times the answer counts this term, with all else right; NaN if that does not explain it."""
    args, right, answer = trial
    off = ratio(gradient_of(exercise, term, args, part).value, answer - right)
    return float("nan") if off is None else 1.0 + off


def _examples(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    """Only the first or the last example counted: overwritten in a loop, or returned from within it."""
    losses_of = exercise.examples
    if losses_of is None or any(ratio(right, answer) is not None for _, right, answer in trials):
        return None

    def counts_only(index: int, args: Args, answer: Array) -> bool:
        losses = losses_of(**args)
        return len(losses) > 1 and ratio(gradient_of(exercise, losses[index], args, part).value, answer) is not None

    for index, kind, word in ((-1, "only-last-example", "last"), (0, "only-first-example", "first")):
        if all(counts_only(index, args, answer) for args, _, answer in trials):
            return Diagnosis(kind, f"{part} counts only the {word} example; the others are lost.", part)
    return None


def _block(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    """Everything right but one row, one column, or one entry, the same on every trial."""
    wrong = [_entries(right, answer) for _, right, answer in trials]
    if not all(0 < len(entries) < right.size for entries, (_, right, _) in zip(wrong, trials, strict=True)):
        return None
    where = place(part, wrong[0][0])
    if all(len(entries) == 1 for entries in wrong):
        return Diagnosis("one-entry", f"Only {where} is wrong; every other entry of {part} is right.", where)
    shapes = [right.shape for _, right, _ in trials]
    for axis, word in enumerate(("row", "column")):
        if all(_in_one_line(entries, axis, shape) for entries, shape in zip(wrong, shapes, strict=True)):
            text = f"Only {word} {wrong[0][0][axis]} of {part} is wrong; the other {word}s are right."
            return Diagnosis(f"one-{word}", text, where)
    share = f"{len(wrong[0])} of {trials[0][1].size}"
    message = f"{share} entries of {part} are wrong, the others are right. Look for what sets them apart."
    return Diagnosis("some-entries", message, where)


def _in_one_line(entries: list[tuple[int, ...]], axis: int, shape: tuple[int, ...]) -> bool:
    """Whether these entries lie in one row (axis 0) or column (axis 1) of a matrix that has others besides."""
    return len(shape) == 2 and shape[axis] > 1 and len({index[axis] for index in entries}) == 1


def _entries(right: Array, answer: Array) -> list[tuple[int, ...]]:
    scale = float(np.abs(right).max(initial=0.0))
    off = np.abs(right - answer) > 1e-5 * np.maximum(np.abs(right), 1e-3 * scale)
    return [tuple(int(i) for i in index) for index in np.argwhere(off)]
