"""The multilayer perceptron: dense layers with an activation between each two of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import DTypeLike

from course.errors import DtypeError
from course.initialise import Initialiser, initialiser, weights
from course.layers.activation import Activation
from course.layers.base import Layer
from course.layers.dense import Dense
from course.network.checked import check_generator
from course.network.network import Network
from course.parameters import check_sizes

__all__ = ["MLP"]


class MLP(Network):
    """Layers of the given sizes: ``MLP([784, 256, 10], rng=rng)`` takes (n, 784) to (n, 10) scores.

    ``activation`` follows every layer but the last (`course.layers.ACTIVATIONS`). ``init`` is a name or function of
    `course.initialise`; None takes He for rectifiers, Glorot for others. ``loss`` is one of `course.network.HEADS`.
    Depth counts weight layers, so the example has depth 2.

    Raises
    ------
    ShapeError
        For fewer than two sizes.
    DtypeError
        For a dtype other than float32 and float64.
    InputError
        For a size that is no whole number of 1 or more, an unknown activation, initialiser or loss, and a ``rng``
        that is no Generator.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        *,
        activation: str = "relu",
        init: str | Initialiser | None = None,
        loss: str = "softmax_cross_entropy",
        rng: np.random.Generator,
        dtype: DTypeLike = np.float64,
    ) -> None:
        self.sizes = check_sizes(sizes)
        kind, rule = _float(dtype), initialiser(init, activation)
        layers = list[Layer]()
        for into, out in pairwise(self.sizes):
            layers += [Dense(weights(rule, check_generator(rng), out, into, kind)), Activation(activation)]
        super().__init__(layers[:-1], loss)  # the last scores go to the loss as they are

    @property
    def depth(self) -> int:
        """Layers of weights; inputs are no layer."""
        return len(self.sizes) - 1


def _float(dtype: DTypeLike) -> np.dtype[Any]:
    kind = np.dtype(dtype)
    if kind not in (np.float32, np.float64):
        raise DtypeError("dtype", expected="float32 or float64", got=str(kind), hint="dtype=np.float32")
    return kind
