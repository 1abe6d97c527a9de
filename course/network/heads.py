"""What ends a network: the loss of its last layer's scores, and the prediction that goes with that loss.

    loss                     scores, targets                            prediction
    softmax_cross_entropy    (n, k) logits, (n,) class indices          softmax, (n, k)
    binary_cross_entropy     (n, k) logits, (n, k) numbers in [0, 1]    sigmoid, (n, k)
    mean_squared_error       (n, k) predictions, (n, k) numbers         the scores themselves
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course import losses
from course.activations import sigmoid, softmax
from course.errors import InputError

__all__ = ["HEADS", "Head", "head"]

Array = NDArray[Any]


@dataclass(frozen=True)
class Head:
    """A loss as `course.losses` gives it, its gradient with respect to the scores, and the prediction."""

    loss: Callable[[Array, Array], Any]
    grad: Callable[[Array, Array], Array]
    prediction: Callable[[Array], Array]
    classes: bool
    """Whether targets are class indices, one a row."""


HEADS: dict[str, Head] = {
    "softmax_cross_entropy": Head(
        losses.softmax_cross_entropy, losses.softmax_cross_entropy_grad, softmax, classes=True
    ),
    "binary_cross_entropy": Head(
        losses.binary_cross_entropy, losses.binary_cross_entropy_grad, sigmoid, classes=False
    ),
    "mean_squared_error": Head(
        losses.mean_squared_error, losses.mean_squared_error_grad, np.array, classes=False
    ),
}


def head(name: str) -> Head:
    """The head of this name.

    Raises
    ------
    InputError
        For an unknown name.
    """
    if name not in HEADS:
        raise InputError("loss", expected=f"one of {', '.join(HEADS)}", got=repr(name),
                         hint="loss='softmax_cross_entropy'")  # fmt: skip
    return HEADS[name]
