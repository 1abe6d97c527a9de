"""A simple recurrent layer: one state, carried from step to step, that mixes each new input with what was before.

    h_t = tanh(Wx x_t + Wh h_{t−1} + b),   t = 1 … T

Unrolled in time it is a deep network whose layers share their weights; so the way back adds up over the steps.
"""

from __future__ import annotations

import numpy as np

from course.activations import tanh, tanh_backward
from course.layers.base import Array, Layer
from course.layers.dense import linear, linear_backward
from course.layers.inputs import floats, gradient, kept

__all__ = ["Recurrent", "recurrent", "recurrent_backward"]


def recurrent(Wx: Array, Wh: Array, b: Array, X: Array, h0: Array) -> Array:
    """The states H (n, T, h): H[:, t] is the state after step t (Elman, "Finding structure in time", 1990).

    ``X`` (n, T, d) holds n sequences, ``h0`` (n, h) their states before the first step; ``Wx`` (h, d),
    ``Wh`` (h, h), ``b`` (h,).

    Raises
    ------
    DtypeError, ShapeError, NotFiniteError
        For arrays that are no floats, do not fit, are empty, or not finite.
    """
    Wx, Wh, b, X, h0 = _fitting(Wx, Wh, b, X, h0)
    n, T, d = X.shape
    # what the inputs say does not wait for the states: one product for all steps
    H = linear(Wx, b, X.reshape(n * T, d)).reshape(n, T, len(b))
    H = H.astype(np.result_type(H, Wh, h0), copy=False)
    state = h0
    for t in range(T):
        state = H[:, t] = tanh(H[:, t] + state @ Wh.T)
    return H


def recurrent_backward(
    Wx: Array, Wh: Array, b: Array, X: Array, h0: Array, H: Array, dH: Array
) -> tuple[Array, Array, Array, Array, Array]:
    """The gradients (dWx, dWh, db, dX, dh0) from dH (n, T, h), each in the shape of its variable.

    Backpropagation through time (Werbos, Proc. IEEE 78, 1990). A state is used twice: as output, and by the next
    step. With Z_t the argument of tanh, from the last step to the first

        dZ_t = (dH_t + dZ_{t+1} Wh) · (1 − H_t²),   dZ_{T+1} = 0;   dh0 = dZ_1 Wh.

    All steps share their weights, so dWx = Σ_t dZ_tᵀ X_t, dWh = Σ_t dZ_tᵀ H_{t−1}, db = Σ_t Σ_rows dZ_t.
    """
    n, T, d = X.shape
    dH = gradient("dH", dH, H.shape)
    dZ, from_later = np.empty_like(dH), np.zeros_like(h0)
    for t in reversed(range(T)):
        dZ[:, t] = tanh_backward(H[:, t], dH[:, t] + from_later)
        from_later = dZ[:, t] @ Wh
    steps = dZ.reshape(n * T, -1)
    before = np.concatenate([h0[:, None], H[:, :-1]], axis=1).reshape(n * T, -1)
    dWx, db, dX = linear_backward(Wx, b, X.reshape(n * T, d), steps)
    return dWx, steps.T @ before, db, dX.reshape(X.shape), from_later


class Recurrent(Layer):
    """A recurrent layer with ``Wx`` (h, d), ``Wh`` (h, h) and ``b`` (h,), 0 at the start; X (n, T, d) to (n, T, h).

    Sequences begin at the state ``h0`` (n, h), or at 0 where it is None. Set it to carry a state over from one
    stretch of a long sequence to the next; after `backward`, ``dh0`` is the gradient at it. The layer keeps the
    weights themselves, not copies.

    Raises
    ------
    DtypeError, ShapeError, NotFiniteError
        As `recurrent` does.
    """

    def __init__(self, Wx: Array, Wh: Array) -> None:
        super().__init__()
        Wx = floats("Wx", Wx, ("h", "d"), "glorot_normal(rng, h, d)")
        Wh = floats("Wh", Wh, (len(Wx), len(Wx)), "as many rows and columns as Wx has rows")
        self.params = {"Wx": Wx, "Wh": Wh, "b": np.zeros(len(Wx), Wx.dtype)}
        self.grads = {name: np.zeros_like(value) for name, value in self.params.items()}
        self.h0: Array | None = None
        self.dh0: Array | None = None
        self._kept: tuple[Array, Array, Array] | None = None

    def forward(self, X: Array, *, training: bool = False) -> Array:
        """`recurrent`: all states."""
        Wx, Wh, b = self.params.values()
        X = _sequences(X, Wx.shape[1])
        h0 = np.zeros((len(X), len(b)), b.dtype) if self.h0 is None else self.h0
        H = recurrent(Wx, Wh, b, X, h0)
        self._kept = X, h0, H
        return H

    def backward(self, dY: Array) -> Array:
        """`recurrent_backward`: dY (n, T, h) to dX (n, T, d)."""
        X, h0, H = kept(self._kept)
        Wx, Wh, b = self.params.values()
        dWx, dWh, db, dX, self.dh0 = recurrent_backward(Wx, Wh, b, X, h0, H, dY)
        self.grads["Wx"][...], self.grads["Wh"][...], self.grads["b"][...] = dWx, dWh, db
        return dX


def _fitting(Wx: Array, Wh: Array, b: Array, X: Array, h0: Array) -> tuple[Array, Array, Array, Array, Array]:
    Wx = floats("Wx", Wx, ("h", "d"), "one row a unit, one column a feature")
    h, d = Wx.shape
    X = _sequences(X, d)
    return (
        Wx,
        floats("Wh", Wh, (h, h), "as many rows and columns as Wx has rows"),
        floats("b", b, (h,), "one bias a unit"),
        X,
        floats("h0", h0, (len(X), h), "one state a sequence"),
    )


def _sequences(X: Array, d: int) -> Array:
    return floats("X", X, ("n", "T", d), f"sequences (n, T, {d}); X[None] for a single one")
