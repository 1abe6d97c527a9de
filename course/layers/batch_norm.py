"""Batch normalisation: give every feature mean 0 and variance 1 over the batch, then a scale γ and a shift β.

In training the batch itself supplies mean and variance, so every output depends on every row and the gradient runs
through both statistics. In use, running averages of them stand in, and a row's output is its own affair.
"""

from __future__ import annotations

import numpy as np

from course.errors import InputError
from course.layers.base import Array, Layer
from course.layers.inputs import floats, gradient, kept

__all__ = ["BatchNorm", "batch_norm", "batch_norm_backward", "batch_norm_in_use", "normalise", "normalise_backward"]

EPS = 1e-5


def normalise(X: Array, axis: int, eps: float = EPS) -> tuple[Array, Array]:
    """(X̂, σ) with X̂ = (X − μ) / σ, σ = √(mean((X − μ)²) + eps), the means taken along ``axis``.

    X̂ has the shape of ``X``; σ too, but for size 1 along ``axis``.
    """
    centred = X - X.mean(axis=axis, keepdims=True)
    # not np.var: it takes the modulus of complex numbers, and the complex step needs their square
    sigma = np.sqrt((centred**2).mean(axis=axis, keepdims=True) + eps)
    return centred / sigma, sigma


def normalise_backward(Xhat: Array, sigma: Array, dXhat: Array, axis: int) -> Array:
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
    A single row is its own mean: then Y = β, and dX = 0.

    Raises
    ------
    DtypeError, ShapeError, NotFiniteError
        For arrays that are no floats, do not fit, are empty, or not finite.
    """
    gamma, beta, X = _fitting(gamma, beta, X)
    Xhat, sigma = normalise(X, axis=0, eps=eps)
    return gamma * Xhat + beta, Xhat, sigma


def batch_norm_in_use(
    gamma: Array, beta: Array, mean: Array, variance: Array, X: Array, eps: float = EPS
) -> tuple[Array, Array, Array]:
    """(Y, X̂, σ) with a fixed ``mean`` and ``variance`` (d,) in place of the batch's (algorithm 2, lines 10–11).

    Shapes and errors as for `batch_norm`.
    """
    gamma, beta, X = _fitting(gamma, beta, X)
    sigma = np.sqrt(variance + eps)[None, :]
    Xhat = (X - mean) / sigma
    return gamma * Xhat + beta, Xhat, sigma


def batch_norm_backward(
    gamma: Array, Xhat: Array, sigma: Array, dY: Array, *, training: bool = True
) -> tuple[Array, Array, Array]:
    """(dγ, dβ, dX) from dY (n, d): dγ = Σ_i dY_i X̂_i, dβ = Σ_i dY_i, and with dX̂ = γ dY

    dX by `normalise_backward` in training, dX̂ / σ in use, where the statistics are constants.
    """
    dY = gradient("dY", dY, Xhat.shape)
    dXhat = gamma * dY
    dX = normalise_backward(Xhat, sigma, dXhat, axis=0) if training else dXhat / sigma
    return (dY * Xhat).sum(axis=0), dY.sum(axis=0), dX


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
        if d < 1 or not 0.0 < momentum <= 1.0 or not eps > 0.0:
            raise InputError("BatchNorm", expected="d >= 1, 0 < momentum <= 1, eps > 0",
                             got=f"d={d}, momentum={momentum:g}, eps={eps:g}", hint="BatchNorm(d)")  # fmt: skip
        self.momentum, self.eps = momentum, eps
        self.params = {"gamma": np.ones(d, dtype), "beta": np.zeros(d, dtype)}
        self.grads = {name: np.zeros_like(value) for name, value in self.params.items()}
        self.running_mean: Array = np.zeros(d, dtype)
        self.running_variance: Array = np.ones(d, dtype)
        self._kept: tuple[Array, Array, bool] | None = None
        self._shape: tuple[int, ...] = ()

    def forward(self, X: Array, *, training: bool = False) -> Array:
        """`batch_norm` in training, else `batch_norm_in_use` with the running averages."""
        gamma, beta = self.params["gamma"], self.params["beta"]
        rows = _as_rows(X)
        if training:
            Y, Xhat, sigma = batch_norm(gamma, beta, rows, self.eps)
            self._follow(rows)
        else:
            Y, Xhat, sigma = batch_norm_in_use(
                gamma, beta, self.running_mean, self.running_variance, rows, self.eps
            )
        self._kept, self._shape = (Xhat, sigma, training), np.shape(X)
        return _as_given(Y, self._shape)

    def backward(self, dY: Array) -> Array:
        """`batch_norm_backward`, in the mode of the last forward pass."""
        Xhat, sigma, training = kept(self._kept)
        rows = _as_rows(gradient("dY", dY, self._shape))
        self.grads["gamma"][...], self.grads["beta"][...], dX = batch_norm_backward(
            self.params["gamma"], Xhat, sigma, rows, training=training
        )
        return _as_given(dX, self._shape)

    def _follow(self, rows: Array) -> None:
        self.running_mean += self.momentum * (rows.mean(axis=0) - self.running_mean)
        if len(rows) > 1:
            self.running_variance += self.momentum * (rows.var(axis=0, ddof=1) - self.running_variance)


def _fitting(gamma: Array, beta: Array, X: Array) -> tuple[Array, Array, Array]:
    gamma = floats("gamma", gamma, ("d",), "one scale a feature")
    hint = f"rows of {len(gamma)} features, or images (n, {len(gamma)}, h, w) for the layer"
    return gamma, floats("beta", beta, gamma.shape, "one shift a feature"), floats("X", X, ("n", len(gamma)), hint)


def _as_rows(X: Array) -> Array:
    """(n, d, h, w) to (n·h·w, d): a channel's statistics run over all pixels. Anything else is left as it is."""
    X = np.asarray(X)
    return np.moveaxis(X, 1, -1).reshape(-1, X.shape[1]) if X.ndim == 4 and X.size else X


def _as_given(rows: Array, shape: tuple[int, ...]) -> Array:
    if len(shape) != 4:
        return rows
    n, d, h, w = shape
    return np.moveaxis(rows.reshape(n, h, w, d), -1, 1)
