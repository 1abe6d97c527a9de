"""Three opinions on a gradient that share no line with the graph: differences, the complex step, autograd."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import autograd
import autograd.numpy as anp
import numpy as np

from course.gradcheck import complex_step_gradient, numeric_gradient
from course.graph import Node

RTOL = 1e-9
Formula = Callable[..., Any]
"""``formula(np, *arrays)``: a function written with ``np``, which is NumPy, or autograd's stand-in for it."""


def graph_gradients(write: Callable[..., Node], inputs: list[Any], seed: Any) -> tuple[Any, list[Any]]:
    """The value of what ``write`` makes of nodes, and the gradient at each of them."""
    nodes = [Node(value, f"x{position}") for position, value in enumerate(inputs)]
    output = write(*nodes)
    output.backward(seed)
    return output.value, [node.gradient for node in nodes]


def check(
    write: Callable[..., Node], formula: Formula, inputs: list[Any], rng: np.random.Generator, *, smooth: bool = True
) -> None:
    """Hold value and gradients to all three opinions; ``smooth=False`` where no complex step can be taken."""
    expected = formula(np, *inputs)
    seed = np.asarray(rng.normal(size=np.shape(expected)))
    value, gradients = graph_gradients(write, inputs, seed if seed.ndim else float(seed))
    near(value, expected, 1.0)  # where the value is 0, terms of order 1 cancelled

    def loss(module: Any, position: int, moved: Any) -> Any:
        return module.sum(seed * formula(module, *inputs[:position], moved, *inputs[position + 1 :]))

    for position, (x, gradient) in enumerate(zip(inputs, gradients, strict=True)):
        assert np.shape(gradient) == np.shape(x)
        assert (type(gradient) is float) == (type(x) is float)
        size = 1.0 + float(np.abs(seed).max())  # of what rounding can leave where the true gradient is 0
        near(gradient, autograd.grad(lambda moved, at=position: loss(anp, at, moved))(x), size)
        if smooth:
            near(gradient, complex_step_gradient(lambda moved, at=position: loss(np, at, moved), x), size)
        estimate = numeric_gradient(lambda moved, at=position: float(loss(np, at, moved)), x, kinks=False)
        assert (np.abs(gradient - estimate.value) <= estimate.error + RTOL * size).all()


def near(received: Any, expected: Any, size: float = 0.0) -> None:
    """Equal in shape, and entry by entry to 1e-9 of the largest entry; to 1e-14 of ``size`` where all are 0."""
    assert np.shape(received) == np.shape(expected)
    scale = RTOL * np.abs(expected).max(initial=0.0) + 1e-14 * size
    assert (np.abs(np.asarray(received) - expected) <= scale).all(), (received, expected)
