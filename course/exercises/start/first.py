"""`first_check`: a mean of squares with a planted slip, for a first red card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.backprop.draws import normal, size
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.start import hints
from course.exercises.start.withheld import WITHHELD


def _ordinary(rng: np.random.Generator) -> Args:
    return {"v": normal(rng, size(rng) + 1) + 0.3}


def _opposites(rng: np.random.Generator) -> Args:
    half = normal(rng, size(rng))
    return {"v": np.concatenate([half, -half])}


def _one_entry(rng: np.random.Generator) -> Args:
    return {"v": normal(rng, 1) - 1.0}


def _answer(make: Callable[[Array], Any]) -> Callable[..., dict[str, float]]:
    return lambda v: {"mean": float(make(v))}


MISTAKES = (
    Mistake("square-of-the-mean", "The mean is squared; the squares were to be averaged, and the order matters.",
            _answer(lambda v: np.mean(v) ** 2)),
    Mistake("not-squared", "The entries are averaged as they are; nothing is squared.",
            _answer(np.mean)),
    Mistake("sum-of-squares", "The squares are added up, and not divided by their number.",
            _answer(lambda v: np.sum(v**2))),
    Mistake("root-taken", "A square root was taken at the end, which nobody asked for.",
            _answer(lambda v: np.sqrt(np.mean(v**2)))),
    Mistake("absolute-values", "The entries lost their signs, but they were not squared.",
            _answer(lambda v: np.mean(np.abs(v)))),
    Mistake("one-less", "The sum is divided by one less than the number of entries.",
            _answer(lambda v: np.sum(v**2) / max(len(v) - 1, 1))),
)  # fmt: skip

FIRST_CHECK = ValueExercise(
    id="first_check",
    lesson="00_start",
    title="A first check, which is red",
    points=1,
    signature=("v",),
    parts=("mean",),
    cases=(
        Case("ordinary inputs", _ordinary, share=2),
        Case("entries that cancel", _opposites, trials=2),
        Case("a single entry", _one_entry, trials=1),
    ),
    mistakes=pointed(MISTAKES, hints.FIRST),
    hints=hints.FIRST_HINTS,
    withheld=WITHHELD,
    shapes={"mean": "one number"},
    reference=_answer(lambda v: float(v @ v) / len(v)),
    all_or_nothing=True,
)
