"""The exercises of lesson 07, in the order in which the lesson asks them."""

from __future__ import annotations

from course.exercises.backprop.linear import LINEAR_BACKWARD
from course.exercises.backprop.mlp import MLP_GRADS
from course.exercises.backprop.relu import RELU_BACKWARD
from course.exercises.backprop.ridge import RIDGE_GRADS
from course.exercises.backprop.softmax import SOFTMAX_CROSS_ENTROPY_GRAD
from course.exercises.backprop.squared_norm import SQUARED_NORM_GRADS
from course.exercises.backprop.two_layer import TWO_LAYER_DX
from course.exercises.backprop.unit import REGULARISED_UNIT_GRADS
from course.exercises.spec import Exercise

__all__ = ["EXERCISES"]

EXERCISES: tuple[Exercise, ...] = (
    RELU_BACKWARD,
    LINEAR_BACKWARD,
    SQUARED_NORM_GRADS,
    REGULARISED_UNIT_GRADS,
    RIDGE_GRADS,
    TWO_LAYER_DX,
    SOFTMAX_CROSS_ENTROPY_GRAD,
    MLP_GRADS,
)
