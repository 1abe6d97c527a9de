"""A network is layers in a row and a loss: forward through all of them, and back through all of them in reverse.

The chain rule for the whole is each layer's own rule, one after the other; no layer knows its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.errors import InputError, ShapeError
from course.layers.base import Layer
from course.network.checked import check_targets, rows
from course.network.heads import head

__all__ = ["Network"]

Array = NDArray[Any]


class Network:
    """Any layers that fit each other, ended by one of `course.network.heads`.

    ``params`` and ``grads`` name the arrays of all layers, numbered from the first that learns: W1, b1, W2, b2 …
    The arrays are the layers' own: what changes them in place changes the network.

    Raises
    ------
    InputError
        For no layers, or an unknown loss.
    """

    def __init__(self, layers: Sequence[Layer], loss: str = "softmax_cross_entropy") -> None:
        if not layers:
            raise InputError("layers", expected="at least one layer", got="none", hint="Network([Dense(W)])")
        self.layers = tuple(layers)
        self.head = head(loss)

    @property
    def params(self) -> dict[str, Array]:
        """Name to parameter, in place what the layers compute with."""
        return self._of_all_layers("params")

    @property
    def grads(self) -> dict[str, Array]:
        """The same names to the gradients of the last `backward`; the next one may write over them."""
        return self._of_all_layers("grads")

    @property
    def arrays(self) -> dict[str, Array]:
        """``params`` and the layers' ``state``: what `course.parameters.save` and `load` take."""
        return self.params | self._of_all_layers("state")

    @property
    def dtype(self) -> np.dtype[Any]:
        """The parameters' type, in which rows are computed with; float64 where nothing is learned."""
        return next((value.dtype for value in self.params.values()), np.dtype(np.float64))

    def forward(self, X: Array, *, training: bool = False) -> Array:
        """The last layer's scores for the rows ``X``. Each layer keeps what `backward` needs."""
        for layer in self.layers:
            X = layer.forward(X, training=training)
        return X

    def backward(self, scores: Array, y: Array) -> None:
        """Fill ``grads`` with the gradient of the mean loss, given what the last `forward` returned."""
        upstream = self.head.grad(scores, y)
        for layer in reversed(self.layers[1:]):
            upstream = layer.backward(upstream)
        self.layers[0].backward_to_params(upstream)

    def loss_and_grads(self, X: Array, y: Array) -> float:
        """One pass forwards and one back on rows of the network's dtype: the mean loss; ``grads`` are filled."""
        scores = self.forward(X, training=True)
        self.backward(scores, y)
        return float(self.head.loss(scores, y))

    def checked(self, X: Any, y: Any) -> tuple[Array, Array]:
        """``X`` in the network's dtype and ``y``, once it is sure that all rows and targets can be used.

        Raises
        ------
        InputError
            If they cannot (`course.network.checked`).
        """
        X = rows("X", X, self.dtype)
        try:
            scores = self.forward(X[:1])  # one row tells how many scores there are, and whether the layers fit X
        except ShapeError:
            self.forward(X)  # to be told the shape that was given
            raise
        return X, check_targets("y", y, (len(X), *scores.shape[1:]), self.head)

    def loss(self, X: Array, y: Array) -> float:
        """The mean loss of the rows ``X`` with targets ``y``, as the network is in use (not in training).

        Raises
        ------
        InputError
            As `checked` does.
        """
        X, y = self.checked(X, y)
        return float(self.head.loss(self.forward(X), y))

    def predict(self, X: Array) -> Array:
        """The head's prediction for each row: probabilities (n, k), or the scores themselves under squared error.

        Raises as `loss` does.
        """
        return self.head.prediction(self.forward(rows("X", X, self.dtype)))

    def accuracy(self, X: Array, y: Array) -> float:
        """The share of rows whose largest score is that of class y (n,).

        Raises
        ------
        InputError
            As `loss` does, and for a network whose targets are no class indices.
        """
        X, y = self.with_labels(X, y)
        return float(np.mean(self.forward(X).argmax(axis=1) == y))

    def with_labels(self, X: Any, y: Any) -> tuple[Array, Array]:
        """`checked` rows and class indices, for counting right answers.

        Raises
        ------
        InputError
            As `checked` does, and for a network whose targets are no class indices.
        """
        if not self.head.classes:
            raise InputError("accuracy", expected="a network with loss='softmax_cross_entropy'", got="another loss",
                             hint="compare predict(X) with y yourself")  # fmt: skip
        return self.checked(X, y)

    def _of_all_layers(self, which: str) -> dict[str, Array]:
        learning = (layer for layer in self.layers if layer.params or layer.state)
        return {
            f"{name}{number}": value
            for number, layer in enumerate(learning, start=1)
            for name, value in getattr(layer, which).items()
        }
