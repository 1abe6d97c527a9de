"""Is a right answer itself a numeric derivative? The instructor is told what its values show.

The answer is held against the exact derivative (the complex step). A formula agrees with it to the last digits. If
the answer does not, it is asked on more inputs, and on the same inputs changed by next to nothing; then
`course.grading.fingerprints` says whether its error is that of differences. A mere lack of digits is no ground for
suspicion: single precision, rounded results and small numbers added to denominators lack digits too.

What cannot be seen by values: an answer that takes the complex step itself, which is exact, and differences of so
high an order, or on a loss so simple, that nothing is lost. Nor are time or a count of calls evidence: the worker is
not trusted, and inputs are small. Where the loss does not continue to complex numbers there is no exact derivative
to compare with, and nothing is said.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.answers import plain
from course.errors import InputError
from course.exercises.spec import Args, Array, Exercise, GradientExercise
from course.gradcheck.complex_step import complex_step_gradient
from course.grading.calls import Caller
from course.grading.expected import get, gradient_of, replaced
from course.grading.fingerprints import EPS, Sample, erratic, grid, truncation
from course.grading.forms import as_gradient, split
from course.grading.results import Diagnosis

Trial = tuple[Args, dict[str, Any]]

HONEST = 2e-14
"""What a formula in float64 may be off by, beside the largest entry or 1; the references stay below 1e-15."""
CLEAR = 1e-12
"""Below this an honest answer with some cancellation may be noisy too: only its grid tells differences apart."""
FAR = 0.05
"""An answer that is off by more than this is wrong, whatever made it."""
TRIALS = 8
UNKNOWN = "differences with a small step"
NUDGE = 500 * EPS
"""A change of the inputs that no formula feels, nor any rounding to single precision; rounding in float64 does."""


@dataclass(frozen=True)
class Suspicion:
    """Parts of an answer that look like a numeric derivative, and of which kind."""

    parts: tuple[str, ...]
    how: str
    digits: int

    @property
    def event(self) -> str:
        """The sentence for the instructor, to follow the exercise's id."""
        return (
            f"looks like a numeric derivative ({self.how}): in {', '.join(self.parts)} about {self.digits} digits "
            "agree with the exact derivative, and the rest is what such differences get wrong"
        )

    @property
    def note(self) -> str:
        """The clause for the student."""
        return (
            f"about {self.digits} digits of {', '.join(self.parts)} agree with the exact derivative, as they would "
            "with differences. Is it itself a numeric derivative? The exercise asks for the formula"
        )


def suspicion(exercise: Exercise, caller: Caller, trials: list[Trial], rng: np.random.Generator) -> Suspicion | None:
    """What is suspect about an answer, or None; ``trials`` are arguments and parts of the main case's calls."""
    if not isinstance(exercise, GradientExercise) or not trials:
        return None
    doubtful = [part for part in exercise.parts if _doubtful(exercise, part, trials[:2])]
    if not doubtful:
        return None
    more = list(_more(exercise, caller, trials, rng))
    nudged = [(trial, again) for trial in more if (again := _again(exercise, caller, trial[0], rng)) is not None]
    found = {part: how for part in doubtful if (how := _how(exercise, part, more, nudged)) is not None}
    if not found:
        return None
    known = [how for how in found.values() if how != UNKNOWN]
    errors = [_size(s) for part in found for s in _samples(exercise, part, more)]
    digits = int(-np.log10(max(max(errors), EPS)))
    return Suspicion(tuple(found), known[0] if known else UNKNOWN, digits)


def _how(
    exercise: GradientExercise, part: str, trials: list[Trial], nudged: list[tuple[Trial, Trial]]
) -> str | None:
    """The differences whose error this part has, or None."""
    samples = _samples(exercise, part, trials)
    if not samples or max(map(_size, samples)) > FAR:
        return None
    found = truncation(samples)
    if found is not None:
        return found
    pairs = []
    for trial, again in nudged:
        one, other = _sample(exercise, part, trial), _sample(exercise, part, again)
        if one is not None and other is not None:
            pairs.append((one, other))
    if len(pairs) < TRIALS // 2 or not erratic(pairs, HONEST / 4):
        return None
    named = grid(samples)
    return named or (UNKNOWN if max(map(_size, samples)) > CLEAR else None)


def _doubtful(exercise: GradientExercise, part: str, trials: list[Trial]) -> bool:
    """Whether this part lacks digits that a formula in float64 has, without being plainly wrong."""
    return HONEST < max(map(_size, _samples(exercise, part, trials)), default=0.0) < FAR


def _size(sample: Sample) -> float:
    """The largest error beside the largest entry, or 1: the gradient may be a small difference of such numbers."""
    return float(np.abs(sample.error).max(initial=0.0)) / float(np.abs(sample.exact).max(initial=1.0))


def _samples(exercise: GradientExercise, part: str, trials: list[Trial]) -> list[Sample]:
    return [sample for trial in trials if (sample := _sample(exercise, part, trial)) is not None]


def _sample(exercise: GradientExercise, part: str, trial: Trial) -> Sample | None:
    args, answer = trial
    path = exercise.wrt[part]
    variable = get(args, path)
    received = as_gradient(part, answer[part], variable)
    if isinstance(received, Diagnosis):
        return None

    def loss(value: Any) -> Any:
        return exercise.loss(**replaced(args, path, value))

    x = np.asarray(variable, dtype=np.float64)
    exact = _exact(exercise, loss, args, part, x)
    return None if exact is None else Sample(_float(loss), x, exact, received)


def _exact(exercise: GradientExercise, loss: Callable[[Any], Any], args: Args, part: str, x: Array) -> Array | None:
    """The derivative by the complex step, None where it does not apply.

    The check has it already where it takes the loss for analytic. Off its kinks a loss with kinks may have it too.
    """
    if exercise.analytic:
        estimate = gradient_of(exercise, exercise.loss, args, part)
        known = float(np.abs(estimate.value).max(initial=1.0)) * HONEST
        return estimate.value if float(estimate.error.max(initial=0.0)) <= known else None
    with contextlib.suppress(InputError):
        return np.asarray(complex_step_gradient(loss, x))
    return None


def _float(loss: Callable[[Any], Any]) -> Callable[[Any], float]:
    return lambda value: float(loss(value if value.ndim else float(value)))


def _more(exercise: Exercise, caller: Caller, trials: list[Trial], rng: np.random.Generator) -> list[Trial]:
    """The trials, and further ones of the main case up to `TRIALS`."""
    found = list(trials)
    for number in range(len(trials), TRIALS):
        trial = _ask(exercise, caller, plain(exercise.cases[0].inputs(rng, number)))
        if trial is not None:
            found.append(trial)
    return found


def _again(exercise: Exercise, caller: Caller, args: Args, rng: np.random.Generator) -> Trial | None:
    """The same call with every float among the arguments changed by `NUDGE` of itself."""
    return _ask(exercise, caller, {name: _nudged(value, rng) for name, value in args.items()})


def _nudged(value: Any, rng: np.random.Generator) -> Any:
    if isinstance(value, dict):
        return {name: _nudged(item, rng) for name, item in value.items()}
    if isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype == np.float64):
        moved = value * (1 + NUDGE * rng.uniform(0.5, 1.0, size=np.shape(value)))
        return moved if isinstance(value, np.ndarray) else float(moved)
    return value


def _ask(exercise: Exercise, caller: Caller, args: Args) -> Trial | None:
    reply = caller(args)
    parts = split(exercise, reply.value) if reply.status == "ok" else None
    return (args, parts) if isinstance(parts, dict) else None
