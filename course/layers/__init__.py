"""Layers: each its mathematics in plain functions, and a thin class that keeps what the way back needs."""

from __future__ import annotations

from course.layers.activation import ACTIVATIONS, Activation
from course.layers.base import Layer
from course.layers.dense import Dense, linear, linear_backward, linear_input_grad, linear_param_grads

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "Dense",
    "Layer",
    "linear",
    "linear_backward",
    "linear_input_grad",
    "linear_param_grads",
]
