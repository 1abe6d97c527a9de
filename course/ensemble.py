"""Ensembles: networks that differ in their random numbers alone vote with their probabilities.

Their errors differ too, and the mean over members averages them out; where the loss is convex in the prediction,
the mean's loss is never above the members' mean loss (L. K. Hansen & P. Salamon, "Neural network ensembles", IEEE
PAMI 12, 1990; Jensen's inequality).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.errors import InputError
from course.network.network import Network
from course.numbers import count

__all__ = ["Ensemble", "train_ensemble"]

Array = NDArray[Any]


class Ensemble:
    """Trained networks of the same inputs and outputs. Raises InputError for none at all."""

    def __init__(self, members: Sequence[Network]) -> None:
        if not members:
            raise InputError("members", expected="at least one network", got="none", hint="Ensemble([network])")
        self.members = tuple(members)

    def predict(self, X: Array) -> Array:
        """The mean of the members' predictions, (n, k); raises as `Network.predict` does."""
        return np.asarray(np.mean([member.predict(X) for member in self.members], axis=0))

    def accuracy(self, X: Array, y: Array) -> float:
        """The share of rows whose largest mean probability is that of class y (n,); raises as `Network.accuracy`."""
        _, y = self.members[0].with_labels(X, y)
        return float(np.mean(self.predict(X).argmax(axis=1) == y))


def train_ensemble(
    train: Callable[[np.random.Generator], Network], size: int, rng: np.random.Generator
) -> Ensemble:
    """``size`` networks, each made and trained by ``train`` with its own independent generator (from ``rng``).

    Raises
    ------
    InputError
        For a size below 1.
    """
    return Ensemble([train(own) for own in rng.spawn(count("size", size))])
