"""Losses and penalties: each as a number, and as its gradient in the shape of its first argument.

Losses are means over examples. Those that end a classifier take *logits*, the scores before softmax or sigmoid:
log and exp then meet in one formula that neither overflows nor takes the logarithm of 0. All but those with a kink
(hinge, perceptron, L1) continue to complex numbers, so the complex step can check them. Gradients have the
floating-point type of their first argument: targets never widen it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.activations import log_softmax, sigmoid, softmax, softplus
from course.encodings import class_indices, one_hot
from course.errors import ShapeError

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_grad",
    "hinge_loss",
    "hinge_loss_grad",
    "l1_penalty",
    "l1_penalty_grad",
    "l2_penalty",
    "l2_penalty_grad",
    "mean_squared_error",
    "mean_squared_error_grad",
    "one_hot",
    "perceptron_loss",
    "perceptron_loss_grad",
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
    dZ = softmax(Z)
    dZ[np.arange(len(y)), y] -= 1.0  # the one-hot rows are never made: they hold a single number each
    dZ /= len(y)
    return dZ


def perceptron_loss(scores: ArrayLike) -> Any:
    """mean(max(0, −s)) of scores s = y f(x), y in {−1, +1}: 0 for a row on its own side. ``scores`` (n,).

    A step of size 1 down it, a row at a time, is the classic perceptron rule (Rosenblatt 1958).
    """
    return np.mean(_shortfall(scores, 0.0))


def perceptron_loss_grad(scores: ArrayLike) -> Array:
    """−1/n where s ≤ 0, else 0, shape (n,). At the kink s = 0 the rule updates, so the slope taken is −1/n."""
    s = _scores(scores)
    return np.asarray(-(s <= 0.0).astype(s.dtype) / s.size)


def hinge_loss(scores: ArrayLike) -> Any:
    """mean(max(0, 1 − s)) of scores s = y f(x), y in {−1, +1}: 0 for a row right by 1 or more. ``scores`` (n,).

    A step of size 1 down it, a row at a time, is the margin-1 perceptron rule; with a penalty on the weights it is
    the support vector machine (C. Cortes and V. Vapnik, Machine Learning 20, 1995).
    """
    return np.mean(_shortfall(scores, 1.0))


def hinge_loss_grad(scores: ArrayLike) -> Array:
    """−1/n where s < 1, else 0, shape (n,). At the kink s = 1 the rule leaves w, so the slope taken is 0."""
    s = _scores(scores)
    return np.asarray(-(s < 1.0).astype(s.dtype) / s.size)


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


def _alike(name: str, first: ArrayLike, second: ArrayLike) -> tuple[Array, Array]:
    a, b = np.asarray(first), np.asarray(second)
    # (n,) minus (n, 1) would silently broadcast to (n, n), a classic wrong loss
    if a.shape != b.shape:
        raise ShapeError(name, expected=f"the shape of the prediction, {a.shape}", got=f"shape {b.shape}",
                         hint=f"{name}.reshape(...) or a prediction of the same shape")  # fmt: skip
    _some(name, a)
    # whole-number or float64 targets would turn float32 predictions into float64 gradients
    return a, b.astype(a.dtype, copy=False) if a.dtype.kind == "f" and b.dtype.kind in "biuf" else b


def _logits_and_labels(Z: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
    Z = np.asarray(Z)
    if Z.ndim != 2:
        raise ShapeError("Z", expected="one row of logits an example, shape (n, k)", got=f"shape {Z.shape}",
                         hint="Z[None, :] for a single example")  # fmt: skip
    y = class_indices(y, Z.shape[1])
    if len(y) != len(Z):
        raise ShapeError("y", expected=f"one label a row, shape ({len(Z)},)", got=f"shape {y.shape}",
                         hint="as many labels as rows of Z")  # fmt: skip
    _some("Z", Z)
    return Z, y


def _scores(scores: ArrayLike) -> Array:
    s = np.asarray(scores)
    if s.ndim != 1 or s.dtype.kind not in "biuf":
        raise ShapeError("scores", expected="one real score y · f(x) a row, shape (n,)",
                         got=f"{s.dtype} in shape {s.shape}", hint="y * (X @ w)")  # fmt: skip
    _some("scores", s)
    return s if s.dtype.kind == "f" else s.astype(float)


def _shortfall(scores: ArrayLike, wanted: float) -> Array:
    return np.asarray(np.maximum(0.0, wanted - _scores(scores)))


def _some(name: str, array: Array) -> None:
    if not array.size:
        raise ShapeError(name, expected="an example at least, since a loss is a mean", got=f"shape {array.shape}",
                         hint="a batch that is not empty")  # fmt: skip
