"""Many small nets fitted to the same curve at once, each from its own start: what share of starts ends well?

The nets have one input, h hidden units and a linear output, f(x) = Σ_k w_k g(v_k x + b_k) + c. Their squared error
is lowered with the method of K. Levenberg, Quarterly of Applied Mathematics 2, 1944, and D. W. Marquardt, Journal of
the Society for Industrial and Applied Mathematics 11, 1963: 200 steps settle a net of ten parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from course.activations import relu, sigmoid, tanh
from course.errors import InputError

Array = NDArray[np.float64]

SLOPES: dict[str, tuple[Callable[[Array], Array], Callable[[Array, Array], Array]]] = {
    "tanh": (tanh, lambda Z, A: 1.0 - A * A),
    "sigmoid": (sigmoid, lambda Z, A: A * (1.0 - A)),
    "relu": (relu, lambda Z, A: (Z > 0).astype(np.float64)),
}
"""Activation to itself and its slope, the slope from net inputs Z and outputs A."""
STEPS = 200


@dataclass(frozen=True)
class Fits:
    """S nets with h hidden units each, the best first."""

    activation: str
    v: Array
    """(S, h), the hidden units' weights."""
    b: Array
    """(S, h), their biases."""
    w: Array
    """(S, h), the output's weights."""
    c: Array
    """(S,), the output's biases."""
    rms: Array
    """(S,), the root of the mean squared error on the points that were fitted."""

    def hidden(self, x: Array) -> Array:
        """What the hidden units give at points x (m,): (S, m, h)."""
        activate, _ = SLOPES[self.activation]
        return activate(x[None, :, None] * self.v[:, None, :] + self.b[:, None, :])

    def __call__(self, x: Array) -> Array:
        """The nets at points x (m,): (S, m)."""
        return np.asarray((self.hidden(x) * self.w[:, None, :]).sum(axis=-1) + self.c[:, None])


def fit(
    x: Array, y: Array, hidden: int, starts: int, rng: np.random.Generator, *, activation: str = "tanh",
    steps: int = STEPS,
) -> Fits:  # fmt: skip
    """Fit ``starts`` nets with ``hidden`` units each to points x (n,) with targets y (n,).

    Starts are normal, with standard deviation 2 for v and b and 1 for w and c.

    Raises
    ------
    InputError
        For an activation that `SLOPES` has not.
    """
    if activation not in SLOPES:
        raise InputError("activation", expected=f"one of {', '.join(SLOPES)}", got=repr(activation), hint="'tanh'")
    net = rng.standard_normal((starts, 3 * hidden + 1))
    net[:, : 2 * hidden] *= 2.0
    damping = np.full(starts, 1e-2)
    J, off = _slopes(net, x, y, hidden, activation)
    cost = np.mean(off**2, axis=1)
    for _ in range(steps):
        tried = net - _step(J, off, damping)
        J_there, off_there = _slopes(tried, x, y, hidden, activation)
        cost_there = np.mean(off_there**2, axis=1)
        better = cost_there < cost
        net, off = np.where(better[:, None], tried, net), np.where(better[:, None], off_there, off)
        J, cost = np.where(better[:, None, None], J_there, J), np.where(better, cost_there, cost)
        damping = np.clip(np.where(better, damping / 3, damping * 3), 1e-12, 1e8)
    order = np.argsort(cost, kind="stable")
    v, b, w, c = np.split(net[order], [hidden, 2 * hidden, 3 * hidden], axis=1)
    return Fits(activation, v, b, w, c[:, 0], np.sqrt(cost[order]))


def _slopes(net: Array, x: Array, y: Array, hidden: int, activation: str) -> tuple[Array, Array]:
    """How each net's output at each point moves with each of its P parameters, (S, n, P), and its error, (S, n)."""
    activate, slope = SLOPES[activation]
    v, b, w, c = np.split(net[:, None, :], [hidden, 2 * hidden, 3 * hidden], axis=2)
    Z = x[None, :, None] * v + b
    A = activate(Z)
    through = slope(Z, A) * w
    J = np.concatenate([through * x[None, :, None], through, A, np.ones_like(A[:, :, :1])], axis=2)
    return J, (A * w).sum(axis=2) + c[:, :, 0] - y


def _step(J: Array, off: Array, damping: Array) -> Array:
    """(JᵀJ + λ I)⁻¹ Jᵀ r for each net, λ being its damping times the trace of JᵀJ: (S, P)."""
    H = np.swapaxes(J, 1, 2) @ J
    g = (off[:, None, :] @ J)[:, 0, :]
    size = np.trace(H, axis1=1, axis2=2) + 1e-6
    H = H + (damping * size)[:, None, None] * np.eye(H.shape[1])
    return np.asarray(np.linalg.solve(H, g[:, :, None])[:, :, 0])
