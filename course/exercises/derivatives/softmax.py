"""The affine layer with a softmax on which lesson 05 breaks checks: its loss and its right gradients.

P = softmax(X Wᵀ + b), row by row, and the loss is L = Σ C ⊙ P with an upstream gradient C of P's shape.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from course.exercises.spec import Array


def probabilities(Z: Any) -> Any:
    """Softmax of each row of ``Z`` (n, k); it continues to complex numbers."""
    powers = np.exp(Z - np.max(Z.real, axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def at_logits(Z: Array, C: Array) -> Array:
    """The gradient (n, k) of Σ C ⊙ softmax(Z) at ``Z``."""
    P = probabilities(Z)
    return np.asarray(P * (C - (P * C).sum(axis=1, keepdims=True)))


def at_weights(W: Array, b: Array, X: Array, C: Array) -> Array:
    """The gradient (k, d) of Σ C ⊙ softmax(X Wᵀ + b) at ``W``."""
    return at_logits(X @ W.T + b, C).T @ X
