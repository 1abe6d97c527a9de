"""Layer normalisation: give every row mean 0 and variance 1 over its features, then a scale γ and a shift β.

It is batch normalisation turned by a right angle: no row sees another, so training and use are one, and a batch
may be a single row.
"""

from __future__ import annotations

import numpy as np

from course.layers.base import Array, Layer
from course.layers.batch_norm import EPS, normalise, normalise_backward
from course.layers.inputs import floats, gradient, kept
from course.numbers import count, positive

__all__ = ["LayerNorm", "layer_norm", "layer_norm_backward"]


def layer_norm(gamma: Array, beta: Array, X: Array, eps: float = EPS) -> tuple[Array, Array, Array]:
    """(Y, X̂, σ): Y = γ X̂ + β, X̂ normalised along the last axis (Ba, Kiros & Hinton, arXiv:1607.06450, 2016).

    ``X`` (..., d), ``gamma`` and ``beta`` (d,) give Y and X̂ (..., d) and σ (..., 1); X̂ and σ are for the way back.

    Raises
    ------
    DtypeError, ShapeError, NotFiniteError
        For arrays that are no floats, do not fit, are empty, or not finite.
    """
    gamma = floats("gamma", gamma, ("d",), "one scale a feature")
    beta = floats("beta", beta, gamma.shape, "one shift a feature")
    X = floats("X", X, ("...", len(gamma)), f"the last axis holds {len(gamma)} features")
    Xhat, sigma = normalise(X, axis=-1, eps=eps)
    return gamma * Xhat + beta, Xhat, sigma


def layer_norm_backward(gamma: Array, Xhat: Array, sigma: Array, dY: Array) -> tuple[Array, Array, Array]:
    """(dγ, dβ, dX) from dY (..., d): dγ = Σ dY · X̂ and dβ = Σ dY over all rows, dX by `normalise_backward`.

    Ba, Kiros & Hinton, 2016; the derivation is that of `normalise_backward`, along the other axis.
    """
    dY = gradient("dY", dY, Xhat.shape)
    rows = tuple(range(dY.ndim - 1))
    return (dY * Xhat).sum(axis=rows), dY.sum(axis=rows), normalise_backward(Xhat, sigma, gamma * dY, axis=-1)


class LayerNorm(Layer):
    """Layer normalisation of ``d`` features: the last axis of an input with any number of axes.

    Raises
    ------
    InputError
        Unless d ≥ 1 and eps > 0.
    """

    def __init__(self, d: int, *, eps: float = EPS, dtype: type = np.float64) -> None:
        super().__init__()
        d, self.eps = count("d", d), positive("eps", eps, "1e-5")
        self.params = {"gamma": np.ones(d, dtype), "beta": np.zeros(d, dtype)}
        self.grads = {name: np.zeros_like(value) for name, value in self.params.items()}
        self._kept: tuple[Array, Array] | None = None

    def forward(self, X: Array, *, training: bool = False) -> Array:
        """`layer_norm`, in training and in use alike."""
        Y, Xhat, sigma = layer_norm(self.params["gamma"], self.params["beta"], X, self.eps)
        self._kept = Xhat, sigma
        return Y

    def backward(self, dY: Array) -> Array:
        """`layer_norm_backward`."""
        Xhat, sigma = kept(self._kept)
        self.grads["gamma"][...], self.grads["beta"][...], dX = layer_norm_backward(
            self.params["gamma"], Xhat, sigma, dY
        )
        return dX
