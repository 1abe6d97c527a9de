"""Layers: each its mathematics in plain functions, and a thin class that keeps what the way back needs.

The classes stand here together, and so do the dense layer's functions. Those of the other layers are read in their
modules, `course.layers.batch_norm.batch_norm` and so on: here they would hide the modules they are named for.
"""

from __future__ import annotations

from course.layers.activation import ACTIVATIONS, Activation
from course.layers.attention import Attention
from course.layers.base import Layer
from course.layers.batch_norm import BatchNorm
from course.layers.convolution import Convolution
from course.layers.dense import Dense, linear, linear_backward, linear_input_grad, linear_param_grads
from course.layers.dropout import Dropout
from course.layers.flatten import Flatten
from course.layers.layer_norm import LayerNorm
from course.layers.recurrent import Recurrent
from course.layers.residual import Residual

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "Attention",
    "BatchNorm",
    "Convolution",
    "Dense",
    "Dropout",
    "Flatten",
    "Layer",
    "LayerNorm",
    "Recurrent",
    "Residual",
    "linear",
    "linear_backward",
    "linear_input_grad",
    "linear_param_grads",
]
