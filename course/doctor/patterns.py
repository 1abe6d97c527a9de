"""General patterns of a wrong gradient, found by regressing the answer on gradients that the check can compute.

The regressors are numeric gradients of things that need no knowledge of the answer's formula: the loss, its terms,
one example's share of it. A pattern counts only if it fits on every wrong trial.
"""

from __future__ import annotations

import numpy as np

from course.doctor.evidence import Evidence
from course.doctor.examples import examples
from course.doctor.extents import block
from course.doctor.named import alike
from course.doctor.scales import meaning
from course.doctor.terms import terms
from course.doctor.trials import Look, Trial, gradient, ratio, trial_of
from course.exercises.spec import Args, GradientExercise
from course.gradcheck.numeric import Array
from course.grading.expected import get
from course.grading.results import Diagnosis


def pattern(exercise: GradientExercise, part: str, wrong: list[Evidence]) -> Diagnosis | None:
    """The first general pattern that explains this part on all trials on which it is wrong, or None."""
    causes = (_zero, _scaled, _transposed, _swapped, _upstream, terms, examples)
    return _first(causes, exercise, part, wrong)


def extent(exercise: GradientExercise, part: str, wrong: list[Evidence]) -> Diagnosis | None:
    """Which entries of this part are wrong, where some are right; a last word, since it names no cause."""
    return _first((block,), exercise, part, wrong)


def _first(
    looks: tuple[Look, ...], exercise: GradientExercise, part: str, wrong: list[Evidence]
) -> Diagnosis | None:
    trials = [trial_of(exercise, evidence, part) for evidence in wrong]
    if any(trial.answer.shape != trial.right.shape for trial in trials):
        return None
    return next((found for look in looks if (found := look(exercise, part, trials))), None)


def _zero(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    if all(not trial.answer.any() for trial in trials):
        return Diagnosis("zero", f"{part} is zero everywhere; the loss does depend on that variable.", part)
    return None


def _scaled(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    """The right gradient times a factor that means something."""
    ratios = [c for trial in trials if (c := ratio(trial.right, trial.answer)) is not None]
    found = meaning(ratios, [trial.args for trial in trials]) if len(ratios) == len(trials) else None
    if found is None:
        return None
    kind, text = found
    return Diagnosis(kind, f"{part} {text}." if ":" in text else f"{part} {text}, everywhere.", part)


def _transposed(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    if all(trial.right.ndim == 2 and alike(trial.right.T, trial.answer) for trial in trials):
        return Diagnosis("transposed", f"{part} is the transpose of what it should be.", part)
    return None


def _swapped(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    def holds(other: str, args: Args, answer: Array) -> bool:
        same_shape = np.shape(get(args, exercise.wrt[other])) == answer.shape
        return same_shape and alike(gradient(exercise, exercise.loss, args, other), answer)

    for other in exercise.parts:
        if other != part and all(holds(other, trial.args, trial.answer) for trial in trials):
            return Diagnosis("swapped", f"{part} holds what belongs in {other}.", part)
    return None


def _upstream(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    """The gradient of the plain sum of the outputs: the upstream gradient was taken to be ones."""
    for name in trials[0].args:
        if _is_upstream(exercise, name, trials[0].args) and all(
            alike(gradient(exercise, exercise.loss, {**args, name: np.ones_like(args[name])}, part), answer)
            for args, _, answer in trials
        ):
            text = f"{part} does not depend on the values in {name}: the upstream gradient was left out."
            return Diagnosis("upstream-ignored", text, part)
    return None


def _is_upstream(exercise: GradientExercise, name: str, args: Args) -> bool:
    """Whether this argument is named as a gradient is, is no variable itself, and the loss is linear in it."""
    value = args[name]
    if not (name[:1] == "d" and name[1:2].isupper() and isinstance(value, np.ndarray)):
        return False
    if name in exercise.wrt.values():
        return False
    return bool(np.isclose(exercise.loss(**{**args, name: 2 * value}), 2 * exercise.loss(**args)))
