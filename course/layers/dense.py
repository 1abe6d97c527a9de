"""The dense layer Z = X Wᵀ + b on rows, forwards and backwards."""

from __future__ import annotations

import numpy as np

from course.errors import ShapeError
from course.layers.base import Array, Layer
from course.layers.inputs import floats, gradient, kept

__all__ = ["Dense", "linear", "linear_backward", "linear_input_grad", "linear_param_grads"]


def linear(W: Array, b: Array, X: Array) -> Array:
    """Z = X Wᵀ + b: ``W`` (out, in), ``b`` (out,), ``X`` (n, in) give Z (n, out). For one row, z = W x + b."""
    if X.ndim != 2 or W.ndim != 2 or X.shape[1] != W.shape[1]:
        raise ShapeError("X", expected=f"shape (n, in) to go with W of shape {W.shape}", got=f"shape {X.shape}",
                         hint="W is (out, in): one row a unit, one column a feature")  # fmt: skip
    return np.asarray(X @ W.T + b)


def linear_backward(W: Array, b: Array, X: Array, dZ: Array) -> tuple[Array, Array, Array]:
    """The gradients (dW, db, dX) from dZ = ∂L/∂Z of shape (n, out); each has the shape of its variable.

    dW = dZᵀ X, db = Σ_i dZ_i, dX = dZ W (Rumelhart, Hinton & Williams, Nature 323, 1986, in matrix form).
    The mean over examples is the loss's affair: it is already inside dZ.
    """
    if dZ.shape != (len(X), len(W)):
        raise ShapeError("dZ", expected=f"the shape of Z, {(len(X), len(W))}", got=f"shape {dZ.shape}",
                         hint="a gradient has the shape of its variable")  # fmt: skip
    return *linear_param_grads(X, dZ), linear_input_grad(W, dZ)


def linear_input_grad(W: Array, dZ: Array) -> Array:
    """dX = dZ W alone, (n, in)."""
    return np.asarray(dZ @ W)


def linear_param_grads(X: Array, dZ: Array, into: tuple[Array, Array] | None = None) -> tuple[Array, Array]:
    """(dW, db) = (dZᵀ X, Σ_i dZ_i) alone, written over the two arrays ``into`` where they are given."""
    dW, db = into or (None, None)
    return np.matmul(dZ.T, X, out=dW), np.sum(dZ, axis=0, out=db)


class Dense(Layer):
    """The dense layer with weights ``W`` (out, in) and biases ``b`` (out,), 0 at the start.

    The layer keeps ``W`` itself, not a copy, and overwrites its gradients in place at each backward pass.

    Raises
    ------
    ShapeError
        If W is no matrix, or X or dY has another width or number of rows.
    DtypeError
        If W or dY does not hold floats. X is not looked at: `course.training.fit` does that, once.
    InputError
        If `backward` comes before `forward`.
    """

    def __init__(self, W: Array) -> None:
        super().__init__()
        W = floats("W", W, ("out", "in"), hint="course.initialise.he_normal(rng, out, into)")
        self.params = {"W": W, "b": np.zeros(len(W), W.dtype)}
        self.grads = {name: np.zeros_like(value) for name, value in self.params.items()}
        self._X: Array | None = None

    def forward(self, X: Array, *, training: bool = False) -> Array:
        """`linear`: X (n, in) to (n, out)."""
        self._X = X
        return linear(self.params["W"], self.params["b"], X)

    def backward(self, dY: Array) -> Array:
        """`linear_backward`: dY (n, out) to dX (n, in)."""
        self.backward_to_params(dY)
        return linear_input_grad(self.params["W"], dY)

    def backward_to_params(self, dY: Array) -> None:
        """The two gradients without dX: a third of a network's work, where this is its first layer."""
        X, W = kept(self._X), self.params["W"]
        dY = gradient("dY", dY, (len(X), len(W)))
        linear_param_grads(X, dY, into=(self.grads["W"], self.grads["b"]))
