"""Batch normalisation: give every feature mean 0 and variance 1 over the batch, then a scale γ and a shift β.

In training the batch itself supplies mean and variance, so every output depends on every row and the gradient runs
through both statistics. In use, running averages of them stand in, and a row's output is its own affair.
"""

from __future__ import annotations

import numpy as np

from course.errors import InputError
from course.layers.base import Array, Layer
from course.layers.inputs import floats, gradient, kept
from course.numbers import count, positive

__all__ = ["BatchNorm", "batch_norm", "batch_norm_backward", "batch_norm_in_use", "normalise", "normalise_backward"]

EPS = 1e-5
Axes = int | tuple[int, ...]


def normalise(X: Array, axis: Axes, eps: float = EPS) -> tuple[Array, Array]:
    """(X̂, σ) with X̂ = (X − μ) / σ, σ = √(mean((X − μ)²) + eps), the means taken along ``axis``, or several.

    X̂ has the shape of ``X``; σ too, but for size 1 along ``axis``.
    """
    centred = X - X.mean(axis=axis, keepdims=True)
    # not np.var: it takes the modulus of complex numbers, and the complex step needs their square
    sigma = np.sqrt((centred**2).mean(axis=axis, keepdims=True) + eps)
    return centred / sigma, sigma


def normalise_backward(Xhat: Array, sigma: Array, dXhat: Array, axis: Axes) -> Array:
    """dX = (dX̂ − mean(dX̂) − X̂ · mean(dX̂ · X̂)) / σ, the means along ``axis``; shapes as in `normalise`.

    An entry x_j moves x̂_i in three ways: directly if i = j, by 1/σ; through the mean, by −1/(mσ); through σ, by
    −x̂_i x̂_j/(mσ), since ∂σ/∂x_j = x̂_j/m. Summed over i with weights dx̂_i these are the three terms (the chain
    rule of Ioffe & Szegedy, ICML 2015, section 3, simplified).
    """
    mean = dXhat.mean(axis=axis, keepdims=True)
    along = (dXhat * Xhat).mean(axis=axis, keepdims=True)
    return np.asarray((dXhat - mean - Xhat * along) / sigma)


def batch_norm(gamma: Array, beta: Array, X: Array, eps: float = EPS) -> tuple[Array, Array, Array]:
    """(Y, X̂, σ): Y = γ X̂ + β with the batch's own statistics (Ioffe & Szegedy, ICML 2015, algorithm 1).

    ``X`` (n, d), ``gamma`` and ``beta`` (d,) give Y and X̂ (n, d) and σ (1, d); X̂ and σ are for the way back.
    Images (n, d, h, w) of d channels may take the place of rows: then every pixel counts as a row. A single row is
    its own mean: then Y = β, and dX = 0.

    Raises
    ------
    DtypeError, ShapeError, NotFiniteError
        For arrays that are no floats, do not fit, are empty, or not finite.
    """
    gamma, beta, X = _fitting(gamma, beta, X)
    Xhat, sigma = normalise(X, _all_but_features(X), eps)
    return _along(gamma, X) * Xhat + _along(beta, X), Xhat, sigma


def batch_norm_in_use(
    gamma: Array, beta: Array, mean: Array, variance: Array, X: Array, eps: float = EPS
) -> tuple[Array, Array, Array]:
    """(Y, X̂, σ) with a fixed ``mean`` and ``variance`` (d,) in place of the batch's (algorithm 2, lines 10–11).

    Shapes and errors as for `batch_norm`.
    """
    gamma, beta, X = _fitting(gamma, beta, X)
    sigma = np.sqrt(_along(variance, X) + eps)
    Xhat = (X - _along(mean, X)) / sigma
    return _along(gamma, X) * Xhat + _along(beta, X), Xhat, sigma


def batch_norm_backward(
    gamma: Array, Xhat: Array, sigma: Array, dY: Array, *, training: bool = True
) -> tuple[Array, Array, Array]:
    """(dγ, dβ, dX) from dY, of Y's shape: dγ = Σ_i dY_i X̂_i and dβ = Σ_i dY_i over the rows, and with dX̂ = γ dY

    dX by `normalise_backward` in training, dX̂ / σ in use, where the statistics are constants (Ioffe & Szegedy,
    2015, section 3).
    """
    dY = gradient("dY", dY, Xhat.shape)
    rows, dXhat = _all_but_features(dY), _along(gamma, dY) * dY
    dX = normalise_backward(Xhat, sigma, dXhat, rows) if training else dXhat / sigma
    return (dY * Xhat).sum(axis=rows), dY.sum(axis=rows), dX


class BatchNorm(Layer):
    """Batch normalisation of ``d`` features: rows (n, d), or images (n, d, h, w), whose every pixel is a row.

    In training ``running_mean`` and ``running_variance`` (d,) move by the share ``momentum`` towards the batch's
    mean and its unbiased variance, the sum of squares over (rows − 1). One row alone says nothing of a variance and
    leaves it as it is.

    Raises
    ------
    InputError
        Unless d ≥ 1, 0 < momentum ≤ 1 and eps > 0.
    """

    def __init__(self, d: int, *, momentum: float = 0.1, eps: float = EPS, dtype: type = np.float64) -> None:
        super().__init__()
        d, self.momentum, self.eps = count("d", d), positive("momentum", momentum), positive("eps", eps, "1e-5")
        if self.momentum > 1.0:
            raise InputError("momentum", expected="a share, 0 < momentum <= 1", got=f"{momentum:g}",
                             hint="momentum=0.1")  # fmt: skip
        self.params = {"gamma": np.ones(d, dtype), "beta": np.zeros(d, dtype)}
        self.grads = {name: np.zeros_like(value) for name, value in self.params.items()}
        self.running_mean: Array = np.zeros(d, dtype)
        self.running_variance: Array = np.ones(d, dtype)
        self.state = {"running_mean": self.running_mean, "running_variance": self.running_variance}
        self._kept: tuple[Array, Array, bool] | None = None

    def forward(self, X: Array, *, training: bool = False) -> Array:
        """`batch_norm` in training, else `batch_norm_in_use` with the running averages."""
        gamma, beta = self.params.values()
        if training:
            Y, Xhat, sigma = batch_norm(gamma, beta, X, self.eps)
            self._follow(X)
        else:
            Y, Xhat, sigma = batch_norm_in_use(gamma, beta, self.running_mean, self.running_variance, X, self.eps)
        self._kept = Xhat, sigma, training
        return Y

    def backward(self, dY: Array) -> Array:
        """`batch_norm_backward`, in the mode of the last forward pass."""
        Xhat, sigma, training = kept(self._kept)
        self.grads["gamma"][...], self.grads["beta"][...], dX = batch_norm_backward(
            self.params["gamma"], Xhat, sigma, dY, training=training
        )
        return dX

    def _follow(self, X: Array) -> None:
        X = np.asarray(X)
        rows = _all_but_features(X)
        self.running_mean += self.momentum * (X.mean(axis=rows) - self.running_mean)
        if X.size > X.shape[1]:
            self.running_variance += self.momentum * (X.var(axis=rows, ddof=1) - self.running_variance)


def _fitting(gamma: Array, beta: Array, X: Array) -> tuple[Array, Array, Array]:
    gamma = floats("gamma", gamma, ("d",), "one scale a feature")
    beta = floats("beta", beta, gamma.shape, "one shift a feature")
    pixels = ("h", "w") if np.ndim(X) == 4 else ()
    hint = f"rows of {len(gamma)} features, or images (n, {len(gamma)}, h, w)"
    return gamma, beta, floats("X", X, ("n", len(gamma), *pixels), hint)


def _all_but_features(X: Array) -> tuple[int, ...]:
    """The axes that statistics run over: (0,) for rows, (0, 2, 3) for images."""
    return (0, *range(2, X.ndim))


def _along(feature: Array, X: Array) -> Array:
    """One number a feature, shaped to go with X: (d,) to (1, d) or (1, d, 1, 1)."""
    return feature.reshape(1, -1, *(1,) * (X.ndim - 2))
