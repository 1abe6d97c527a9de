"""A network with one tanh hidden layer and softmax cross-entropy, written out line by line.

    Z1 = X W1ᵀ + b1     A1 = tanh(Z1)     Z2 = A1 W2ᵀ + b2     L = mean over rows of −log softmax(Z2)[i, y_i]

The forward pass keeps what the backward pass needs; the backward pass is the same lines in reverse order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.activations import tanh, tanh_backward
from course.layers import linear, linear_backward
from course.losses import softmax_cross_entropy, softmax_cross_entropy_grad

__all__ = ["Cache", "accuracy", "forward", "initial_params", "loss", "mlp_grads", "train"]

Array = NDArray[Any]
Params = dict[str, Array]
"""``W1`` (h, d), ``b1`` (h,), ``W2`` (k, h), ``b2`` (k,)."""
Gradients = Callable[[Params, Array, Array], Params]


@dataclass(frozen=True)
class Cache:
    """What the forward pass keeps: ``X`` (n, d), the hidden layer ``A1`` (n, h), the logits ``Z2`` (n, k)."""

    X: Array
    A1: Array
    Z2: Array


def initial_params(rng: np.random.Generator, d: int, h: int, k: int) -> Params:
    """Weights drawn with variance 1 / fan-in (LeCun et al., "Efficient BackProp", 1998); biases 0."""
    return {
        "W1": rng.standard_normal((h, d)) / np.sqrt(d),
        "b1": np.zeros(h),
        "W2": rng.standard_normal((k, h)) / np.sqrt(h),
        "b2": np.zeros(k),
    }


def forward(params: Params, X: Array) -> Cache:
    """The forward pass on rows ``X`` (n, d)."""
    A1 = tanh(linear(params["W1"], params["b1"], X))
    return Cache(X, A1, linear(params["W2"], params["b2"], A1))


def loss(params: Params, X: Array, y: Array) -> Any:
    """Mean cross-entropy of the rows ``X`` (n, d) with class indices ``y`` (n,)."""
    return softmax_cross_entropy(forward(params, X).Z2, y)


def mlp_grads(params: Params, X: Array, y: Array) -> Params:
    """The gradient of `loss`, a dict with the keys and shapes of ``params``."""
    cache = forward(params, X)
    dZ2 = softmax_cross_entropy_grad(cache.Z2, y)
    dW2, db2, dA1 = linear_backward(params["W2"], params["b2"], cache.A1, dZ2)
    dZ1 = tanh_backward(cache.A1, dA1)
    dW1, db1, _ = linear_backward(params["W1"], params["b1"], cache.X, dZ1)
    return {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}


def accuracy(params: Params, X: Array, y: Array) -> float:
    """The share of rows whose largest logit is that of the right class."""
    return float(np.mean(forward(params, X).Z2.argmax(axis=1) == y))


def train(
    params: Params, X: Array, y: Array, *, rate: float, steps: int, gradients: Gradients = mlp_grads
) -> tuple[Params, Array]:
    """Plain gradient descent on the whole set: the new parameters, and the loss before each step and at the end.

    ``gradients`` may be any function that returns what `mlp_grads` does, for instance a student's.
    ``params`` is left as it was; the losses have shape (steps + 1,).
    """
    params = {name: value.copy() for name, value in params.items()}
    losses = np.empty(steps + 1)
    for t in range(steps):
        losses[t] = loss(params, X, y)
        grads = gradients(params, X, y)
        params = {name: value - rate * grads[name] for name, value in params.items()}
    losses[steps] = loss(params, X, y)
    return params, losses
