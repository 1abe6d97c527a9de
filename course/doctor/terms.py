"""How much of each term of the loss is in the answer: a penalty forgotten, a data term with the wrong sign.

The answer is written as a sum of the terms' gradients, each times its *share*. All shares are 1 if it is right.
"""

from __future__ import annotations

import numpy as np

from course.doctor.named import alike
from course.doctor.scales import meaning
from course.doctor.trials import Trial, gradient
from course.exercises.spec import GradientExercise
from course.gradcheck.numeric import Array
from course.grading.results import Diagnosis

KINDS = {"sign": "term-sign", "factor-two": "term-factor", "factor-half": "term-factor", "factor": "term-factor",
         "sign-and-factor": "term-sign"}  # fmt: skip
WORDS = {"factor-two": "counts twice", "factor-half": "counts half"}
ATOL = 1e-4


def terms(exercise: GradientExercise, part: str, trials: list[Trial]) -> Diagnosis | None:
    """Terms of the loss that are missing, mis-scaled or of the wrong sign, the others right."""
    names = list(exercise.terms)
    if len(names) < 2:
        return None
    columns = [_columns(exercise, part, trial) for trial in trials]
    shares = _each_alone(columns, trials) or _one_for_all(columns, trials)
    if shares is None:
        return None
    said = [(name, _said([row[i] for row in shares], trials)) for i, name in enumerate(names)]
    off = [(name, *words) for name, words in said if words is not None and words != ("", "")]
    if not off or any(words is None for _, words in said):
        return None
    rest = "; the rest is right" if len(off) < len(names) else ""
    text = " and ".join(f"{name} {word}" for name, _, word in off)
    return Diagnosis(off[0][1], f"In {part}, {text}{rest}.", part)


def _columns(exercise: GradientExercise, part: str, trial: Trial) -> Array:
    """The terms' gradients, flat, one column a term."""
    return np.stack([gradient(exercise, term, trial.args, part).ravel() for term in exercise.terms.values()], axis=1)


def _each_alone(columns: list[Array], trials: list[Trial]) -> list[Array] | None:
    """The shares on each trial, where the part has as many entries as the loss has terms; NaN for an absent term."""
    found = [_solved(column, trial.answer.ravel()) for column, trial in zip(columns, trials, strict=True)]
    return None if any(row is None for row in found) else [row for row in found if row is not None]


def _one_for_all(columns: list[Array], trials: list[Trial]) -> list[Array] | None:
    """The same shares on every trial, for parts with few entries: all trials' entries are taken together."""
    found = _solved(np.vstack(columns), np.concatenate([trial.answer.ravel() for trial in trials]))
    return None if found is None else [found] * len(trials)


def _solved(columns: Array, answer: Array) -> Array | None:
    """The shares with columns @ shares = answer in every entry, if there are some, and only one way to have them."""
    present = np.abs(columns).max(axis=0, initial=0.0) > 0
    there = columns[:, present]
    if len(answer) < there.shape[1] or not there.size:
        return None
    solution, _, rank, _ = np.linalg.lstsq(there, answer, rcond=1e-6)
    if rank < there.shape[1] or not alike(there @ solution, answer):
        return None
    shares = np.full(columns.shape[1], np.nan)
    shares[present] = solution
    return shares


def _said(shares: list[float], trials: list[Trial]) -> tuple[str, str] | None:
    """The kind and the words for one term's shares; empty where it is right, None where they mean nothing."""
    known = [(share, trial.args) for share, trial in zip(shares, trials, strict=True) if not np.isnan(share)]
    factors = [share for share, _ in known]
    if np.allclose(factors, 1.0, rtol=0.0, atol=ATOL):
        return "", ""
    if np.allclose(factors, 0.0, atol=ATOL):
        return "missing-term", "is missing"
    found = meaning(factors, [args for _, args in known])
    if found is None:
        return None
    kind, words = found
    return KINDS.get(kind, kind), WORDS.get(kind, words)
