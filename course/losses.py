"""Losses and penalties: each as a number, and as its gradient in the shape of its first argument.

Losses are means over examples. Those that end a classifier take *logits*, the scores before softmax or sigmoid:
log and exp then meet in one formula that neither overflows nor takes the logarithm of 0. All but the L1 penalty
continue to complex numbers, so the complex step can check them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.activations import log_softmax, sigmoid, softmax, softplus
from course.errors import LabelError, ShapeError

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_grad",
    "l1_penalty",
    "l1_penalty_grad",
    "l2_penalty",
    "l2_penalty_grad",
    "mean_squared_error",
    "mean_squared_error_grad",
    "one_hot",
    "softmax_cross_entropy",
    "softmax_cross_entropy_grad",
]

Array = NDArray[Any]


def mean_squared_error(prediction: ArrayLike, y: ArrayLike) -> Any:
    """mean((ŷ − y)²) over all entries; ``prediction`` and ``y`` have one shape, (n,) or (n, k)."""
    prediction, y = _alike("y", prediction, y)
    return np.mean((prediction - y) ** 2)


def mean_squared_error_grad(prediction: ArrayLike, y: ArrayLike) -> Array:
    """2 (ŷ − y) / N, N the number of entries, in the shape of ``prediction``."""
    prediction, y = _alike("y", prediction, y)
    return np.asarray(2.0 * (prediction - y) / prediction.size)


def binary_cross_entropy(z: ArrayLike, y: ArrayLike) -> Any:
    """mean(−y log σ(z) − (1 − y) log(1 − σ(z))) of logits z; y in [0, 1], the shape of z.

    Computed as mean(log(1 + e^z) − y z), which is the same number and finite for every finite z.
    """
    z, y = _alike("y", z, y)
    return np.mean(softplus(z) - y * z)


def binary_cross_entropy_grad(z: ArrayLike, y: ArrayLike) -> Array:
    """(σ(z) − y) / N, N the number of entries, in the shape of ``z``."""
    z, y = _alike("y", z, y)
    return np.asarray((sigmoid(z) - y) / z.size)


def softmax_cross_entropy(Z: ArrayLike, y: ArrayLike) -> Any:
    """mean over rows of −log softmax(Z)[i, y_i]. ``Z`` (n, k) logits, ``y`` (n,) class indices 0..k-1.

    Raises
    ------
    ShapeError, LabelError
        If Z is not (n, k), y not (n,), or a label is no class index.
    """
    Z, y = _logits_and_labels(Z, y)
    return -np.mean(log_softmax(Z)[np.arange(len(y)), y])


def softmax_cross_entropy_grad(Z: ArrayLike, y: ArrayLike) -> Array:
    """(softmax(Z) − onehot(y)) / n, shape (n, k) as Z. Raises as `softmax_cross_entropy` does."""
    Z, y = _logits_and_labels(Z, y)
    return np.asarray((softmax(Z) - one_hot(y, Z.shape[1])) / len(y))


def l2_penalty(W: ArrayLike, lam: float) -> Any:
    """λ times the sum of the squared entries (ridge, Hoerl & Kennard 1970): λ wᵀw for a vector."""
    return lam * np.sum(np.asarray(W) ** 2)


def l2_penalty_grad(W: ArrayLike, lam: float) -> Array:
    """2 λ W, in the shape of ``W``."""
    return np.asarray(2.0 * lam * np.asarray(W))


def l1_penalty(W: ArrayLike, lam: float) -> Any:
    """λ times the sum of the entries' sizes (lasso, Tibshirani 1996)."""
    return lam * np.sum(np.abs(np.asarray(W)))


def l1_penalty_grad(W: ArrayLike, lam: float) -> Array:
    """λ sign(W), in the shape of ``W``; at an entry 0, a kink, the course takes the slope 0."""
    return np.asarray(lam * np.sign(np.asarray(W)))


def one_hot(y: ArrayLike, k: int) -> Array:
    """(n,) class indices to (n, k) rows that hold a single 1. Raises LabelError for a label outside 0..k-1."""
    y = _labels(y, k)
    rows = np.zeros((len(y), k))
    rows[np.arange(len(y)), y] = 1.0
    return rows


def _alike(name: str, first: ArrayLike, second: ArrayLike) -> tuple[Array, Array]:
    a, b = np.asarray(first), np.asarray(second)
    # (n,) minus (n, 1) would silently broadcast to (n, n), a classic wrong loss
    if a.shape != b.shape:
        raise ShapeError(name, expected=f"the shape of the prediction, {a.shape}", got=f"shape {b.shape}",
                         hint=f"{name}.reshape(...) or a prediction of the same shape")  # fmt: skip
    return a, b


def _logits_and_labels(Z: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    Z = np.asarray(Z)
    if Z.ndim != 2:
        raise ShapeError("Z", expected="one row of logits an example, shape (n, k)", got=f"shape {Z.shape}",
                         hint="Z[None, :] for a single example")  # fmt: skip
    y = _labels(y, Z.shape[1])
    if len(y) != len(Z):
        raise ShapeError("y", expected=f"one label a row, shape ({len(Z)},)", got=f"shape {y.shape}",
                         hint="as many labels as rows of Z")  # fmt: skip
    return Z, y


def _labels(y: ArrayLike, k: int) -> Array:
    y = np.asarray(y)
    if y.ndim != 1 or y.dtype.kind not in "iu":
        raise LabelError("y", expected="class indices, whole numbers in shape (n,)",
                         got=f"{y.dtype} in shape {y.shape}", hint="Y.argmax(axis=1) for one-hot rows")  # fmt: skip
    if y.size and not (y.min() >= 0 and y.max() < k):
        raise LabelError("y", expected=f"labels 0..{k - 1}", got=f"labels {y.min()}..{y.max()}",
                         hint="subtract the smallest label, or give the layer more outputs")  # fmt: skip
    return y
