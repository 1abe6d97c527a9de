"""Training: pass after pass over the rows in small batches, a step of the optimiser after each.

Each epoch deals the rows out anew, without replacement, so every row is seen once an epoch (L. Bottou, "Curiously
fast convergence of some stochastic gradient descent algorithms", 2009, on why shuffling beats drawing).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from course.early_stopping import EarlyStopping
from course.errors import InputError
from course.network.checked import check_generator
from course.network.network import Network
from course.numbers import count

__all__ = ["History", "Optimiser", "fit", "minibatches"]

Array = NDArray[Any]
Arrays = dict[str, Array]


class Optimiser(Protocol):
    """What `course.optimisers` holds."""

    def step(self, params: Arrays, grads: Arrays) -> None:
        """Change the parameters in place."""


@dataclass
class History:
    """What happened, step by step and epoch by epoch."""

    steps: list[float] = field(default_factory=list)
    """The loss of each batch, before the step that it caused."""
    epochs: list[float] = field(default_factory=list)
    """The mean of those over the rows of each epoch."""
    validation: list[float] = field(default_factory=list)
    """The validation loss after each epoch; empty without a validation set."""
    stopped: Literal["epochs", "early", "diverged"] = "epochs"
    """Why training ended: all epochs done, early stopping, or a loss that is no finite number any more."""


def fit(
    network: Network, X: Any, y: Any, *,
    optimiser: Optimiser, epochs: int, rng: np.random.Generator, batch_size: int = 32,
    validation: tuple[Any, Any] | None = None, early_stopping: EarlyStopping | None = None,
    clip: Callable[[Arrays], object] | None = None, progress: bool = False,
) -> History:  # fmt: skip
    """Train ``network`` in place on rows ``X`` with targets ``y``, as its loss takes them, and say how it went.

    ``validation`` is a pair (X, y), looked at after each epoch; ``early_stopping`` needs it, and puts the best
    epoch's weights back. ``clip`` may change the gradients in place before each step. ``progress`` shows a bar.
    Inputs are checked here, once, and brought to the network's dtype.

    Raises
    ------
    InputError
        For rows, targets or settings that cannot be used.
    """
    X, y = network.checked(X, y)
    if validation:
        validation = network.checked(*validation)
    check_generator(rng)
    _check_settings(epochs, batch_size, validation, early_stopping)
    history = History()
    if early_stopping:
        early_stopping.forget()
    for _ in _bar(epochs) if progress else range(epochs):
        _one_epoch(network, X, y, minibatches(len(X), batch_size, rng), optimiser, clip, history)
        if not math.isfinite(history.epochs[-1]):
            history.stopped = "diverged"
            break
        if validation:
            history.validation.append(network.loss(*validation))
        if early_stopping and early_stopping.is_time(history.validation[-1], network.arrays):
            history.stopped = "early"
            break
    if early_stopping:
        early_stopping.restore(network.arrays)
    return history


def _one_epoch(
    network: Network, X: Array, y: Array, batches: Iterable[Array], optimiser: Optimiser,
    clip: Callable[[Arrays], object] | None, history: History,
) -> None:  # fmt: skip
    total = 0.0
    for batch in batches:
        loss = network.loss_and_grads(X[batch], y[batch])
        history.steps.append(loss)
        total += loss * len(batch)
        if not math.isfinite(loss):
            break  # a step along such a gradient would leave nothing to look at
        grads = network.grads
        if clip:
            clip(grads)
        optimiser.step(network.params, grads)
    history.epochs.append(total / len(X))


def minibatches(n: int, size: int, rng: np.random.Generator) -> Iterator[Array]:
    """0..n-1 in random order, in batches of ``size``; the last holds what is left over."""
    order = rng.permutation(n)
    for start in range(0, n, size):
        yield order[start : start + size]


def _bar(epochs: int) -> Iterable[int]:
    from tqdm.auto import tqdm

    bar: Iterable[int] = tqdm(range(epochs), unit="epoch", desc="training")
    return bar


def _check_settings(
    epochs: int, batch_size: int, validation: tuple[Any, Any] | None, early_stopping: EarlyStopping | None
) -> None:
    count("epochs", epochs)
    count("batch_size", batch_size)
    if early_stopping and not validation:
        raise InputError("validation", expected="rows to stop early by", got="None",
                         hint="validation=(X_validation, y_validation)")  # fmt: skip
