"""Simulated vowels in three piles, scaled by the training rows alone; and the best guess that there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.data.vowel_space import FORMANTS, SPREAD, vowels

Array = NDArray[Any]
Rows = tuple[Array, Array]
"""X (n, 2) and labels y (n,); or a stack of them, (s, n, 2) and (s, n)."""

SHARES = {"men": 33 / 76, "women": 28 / 76, "children": 15 / 76}
"""Of the speakers that `vowels` draws from."""


@dataclass(frozen=True)
class Piles:
    """Logarithms of formants, standardised by the training rows; labels 0..9; and what they were scaled by."""

    train: Rows
    validation: Rows
    test: Rows
    mean: Array
    deviation: Array

    def scaled(self, hertz: Array) -> Array:
        """Rows of (F1, F2) in Hz on the scale of the piles."""
        return np.asarray((np.log(hertz) - self.mean) / self.deviation)


def piles(seed: int, train: int = 100, validation: int = 100, test: int = 4000) -> Piles:
    """Three piles of simulated vowels; mean and deviation are those of the training rows alone."""
    rng = np.random.default_rng(seed)
    (X, y), second, third = (vowels(rng, n) for n in (train, validation, test))
    logs = np.log(X)
    made = Piles((X, y), second, third, logs.mean(axis=0), logs.std(axis=0))
    first, second, third = ((made.scaled(rows), labels) for rows, labels in (made.train, second, third))
    return Piles(first, second, third, made.mean, made.deviation)


def many_piles(seeds: range, train: int = 100, validation: int = 100, test: int = 1000) -> Piles:
    """`piles` of every seed, stacked: each array has one more axis in front, (s, …)."""
    made = [piles(seed, train, validation, test) for seed in seeds]

    def stacked(of: list[Rows]) -> Rows:
        return np.stack([X for X, _ in of]), np.stack([y for _, y in of])

    return Piles(stacked([one.train for one in made]), stacked([one.validation for one in made]),
                 stacked([one.test for one in made]), np.stack([one.mean for one in made]),
                 np.stack([one.deviation for one in made]))  # fmt: skip


def true_log_density(hertz: Array) -> Array:
    """log p(F1, F2 | vowel), (n, 10), as the simulation has it: a mixture over the three groups of speakers."""
    spread, logs = np.array(SPREAD), np.log(hertz)[:, None, :]
    parts = []
    for group, share in SHARES.items():
        z = (logs - np.log(FORMANTS[group])) / spread
        parts.append(np.log(share) - 0.5 * (z**2).sum(axis=2) - np.log(2 * np.pi * spread.prod()) - logs.sum(axis=2))
    return np.asarray(np.logaddexp.reduce(parts, axis=0))


def best_guess(hertz: Array) -> Array:
    """The vowel that is most probable where one knows how the data were made: no rule errs less often."""
    return np.asarray(true_log_density(hertz).argmax(axis=1))
