"""Functions of nodes: activations, losses and gates. Each takes nodes, numbers or arrays, and returns a `Node`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from course.errors import InputError
from course.graph.core import Vertex
from course.graph.node import Node, apply
from course.graph.rules import activations, arithmetic, elementary, losses, shapes

__all__ = [
    "binary_cross_entropy",
    "concatenate",
    "copy",
    "exp",
    "leaky_relu",
    "log",
    "log_softmax",
    "maximum",
    "mean_squared_error",
    "relu",
    "sigmoid",
    "softmax",
    "softmax_cross_entropy",
    "tanh",
]


def exp(x: Any) -> Node:
    """e^x, entry by entry."""
    return apply(elementary.EXP, x)


def log(x: Any) -> Node:
    """The natural logarithm, entry by entry. Raises NotFiniteError unless every entry is positive."""
    return apply(elementary.LOG, x)


def tanh(x: Any) -> Node:
    """`course.activations.tanh`, entry by entry."""
    return apply(activations.TANH, x)


def sigmoid(x: Any) -> Node:
    """`course.activations.sigmoid`, entry by entry."""
    return apply(activations.SIGMOID, x)


def relu(x: Any) -> Node:
    """`course.activations.relu`, entry by entry; at the kink 0 its slope is 0."""
    return apply(activations.RELU, x)


def leaky_relu(x: Any, slope: float = 0.01) -> Node:
    """X where x > 0, else slope · x (Maas, Hannun & Ng, ICML 2013); at the kink 0 its slope is ``slope``."""
    return apply(activations.leaky_relu(slope), x)


def softmax(Z: Any) -> Node:
    """`course.activations.softmax` over the last axis: (k,) or (n, k), the same shape back."""
    return apply(activations.SOFTMAX, Z)


def log_softmax(Z: Any) -> Node:
    """`course.activations.log_softmax` over the last axis: (k,) or (n, k), the same shape back."""
    return apply(activations.LOG_SOFTMAX, Z)


def maximum(a: Any, b: Any) -> Node:
    """The larger of a and b, entry by entry: the router. At a tie ``a`` gets all of the gradient."""
    return apply(arithmetic.MAXIMUM, a, b)


def copy(x: Any) -> Node:
    """X itself. What its children send back meets here and is added before it goes on to x."""
    return apply(arithmetic.COPY, x)


def concatenate(parts: Sequence[Any], axis: int = 0) -> Node:
    """Arrays laid end to end along ``axis``. Raises InputError if there is none."""
    if not parts:
        raise InputError("parts", expected="one array at least", got="none", hint="concatenate([a, b])")
    return apply(shapes.concatenation(len(parts), axis), *parts)


def mean_squared_error(prediction: Any, y: Any) -> Node:
    """`course.losses.mean_squared_error`; ``prediction`` and ``y`` of one shape, each a node or data."""
    return apply(losses.MEAN_SQUARED_ERROR, prediction, y)


def binary_cross_entropy(z: Any, y: Any) -> Node:
    """`course.losses.binary_cross_entropy` of logits ``z``; the targets ``y`` in [0, 1] are data, in z's shape."""
    return apply(losses.binary_cross_entropy_with(_data(y)), z)


def softmax_cross_entropy(Z: Any, y: Any) -> Node:
    """`course.losses.softmax_cross_entropy` of logits ``Z`` (n, k); the class indices ``y`` (n,) are data."""
    return apply(losses.softmax_cross_entropy_with(_data(y)), Z)


def _data(y: Any) -> Any:
    if isinstance(y, Vertex):
        raise InputError("y", expected="targets as data", got="a node", hint="y.value")
    return y
