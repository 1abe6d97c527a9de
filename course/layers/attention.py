"""Scaled dot-product attention: each position asks a question of all others, and takes a weighted mean of answers.

A query meets every key; softmax turns the scores into weights that sum to 1; the output is the mean of the values
under these weights.
"""

from __future__ import annotations

import math

import numpy as np

from course.activations import softmax, softmax_backward
from course.errors import ShapeError
from course.layers.base import Array, Layer
from course.layers.inputs import floats, gradient, kept

__all__ = ["Attention", "attention", "attention_backward"]


def attention(Q: Array, K: Array, V: Array, *, causal: bool = False) -> tuple[Array, Array]:
    """(Y, P): P = softmax(Q Kᵀ / √d) row by row, Y = P V (Vaswani et al., NeurIPS 2017, equation 1).

    ``Q`` (n, T, d), ``K`` (n, S, d), ``V`` (n, S, v) give Y (n, T, v) and the weights P (n, T, S). √d keeps the
    scores of random vectors at variance 1 whatever d is. ``causal`` lets position t see positions 0..t alone; it
    needs S = T.

    Raises
    ------
    DtypeError, ShapeError, NotFiniteError
        For arrays that are no floats, do not fit, are empty, or not finite.
    """
    Q = floats("Q", Q, ("n", "T", "d"), "queries (n, T, d); Q[None] for a single sequence")
    n, T, d = Q.shape
    K = floats("K", K, (n, "S", d), "keys of the length of the queries")
    V = floats("V", V, (n, K.shape[1], "v"), "one value a key")
    scores = Q @ K.swapaxes(1, 2) / math.sqrt(d)
    if causal:
        scores = np.where(_up_to_now(T, K.shape[1]), scores, -np.inf)
    P = softmax(scores)
    return P @ V, P


def attention_backward(Q: Array, K: Array, V: Array, P: Array, dY: Array) -> tuple[Array, Array, Array]:
    """The gradients (dQ, dK, dV) from dY (n, T, v); ``P`` are the weights of the forward pass.

    Y = P V is a matrix product: dV = Pᵀ dY, dP = dY Vᵀ. The scores S = Q Kᵀ / √d: dS by `softmax_backward`, which
    needs no Jacobian, then dQ = dS K / √d, dK = dSᵀ Q / √d (the chain rule on Vaswani et al., 2017, equation 1).
    A masked position has weight 0, so its dS is 0 without a mask of its own.
    """
    dY = gradient("dY", dY, (*P.shape[:2], V.shape[2]))
    dV = P.swapaxes(1, 2) @ dY
    dS = softmax_backward(P, dY @ V.swapaxes(1, 2)) / math.sqrt(Q.shape[2])
    return dS @ K, dS.swapaxes(1, 2) @ Q, dV


class Attention(Layer):
    """Self-attention with a single head: queries, keys and values are linear in X (n, T, f); Y is (n, T, v).

    ``Wq`` and ``Wk`` (d, f), ``Wv`` (v, f), without biases as in Vaswani et al., 2017, section 3.2.2. After a
    forward pass ``weights`` (n, T, T) shows who looked where. The layer keeps the matrices themselves, not copies.

    Raises
    ------
    DtypeError, ShapeError, NotFiniteError
        As `attention` does.
    """

    def __init__(self, Wq: Array, Wk: Array, Wv: Array, *, causal: bool = False) -> None:
        super().__init__()
        Wq = floats("Wq", Wq, ("d", "f"), "glorot_normal(rng, d, f)")
        Wk = floats("Wk", Wk, Wq.shape, "the shape of Wq")
        Wv = floats("Wv", Wv, ("v", Wq.shape[1]), "as many columns as Wq")
        self.causal = causal
        self.params = {"Wq": Wq, "Wk": Wk, "Wv": Wv}
        self.grads = {name: np.zeros_like(value) for name, value in self.params.items()}
        self.weights: Array | None = None
        self._kept: tuple[Array, Array, Array, Array] | None = None

    def forward(self, X: Array, *, training: bool = False) -> Array:
        """`attention` of X Wᵀ for each of the three matrices."""
        features = self.params["Wq"].shape[1]
        X = floats("X", X, ("n", "T", features), f"sequences (n, T, {features}); X[None] for a single one")
        Q, K, V = (X @ W.T for W in self.params.values())
        Y, self.weights = attention(Q, K, V, causal=self.causal)
        self._kept = X, Q, K, V
        return Y

    def backward(self, dY: Array) -> Array:
        """`attention_backward`, then three linear layers that share one input: their gradients for X add up."""
        X, Q, K, V = kept(self._kept)
        upstream = attention_backward(Q, K, V, kept(self.weights), dY)
        dX = np.zeros_like(X)
        for (name, W), dU in zip(self.params.items(), upstream, strict=True):
            self.grads[name][...] = np.tensordot(dU, X, axes=((0, 1), (0, 1)))
            dX += dU @ W
        return dX


def _up_to_now(T: int, S: int) -> Array:
    """(T, S) of truth values: may query t see key s?"""
    if T != S:
        raise ShapeError("K", expected=f"as many keys as queries, {T}, where attention is causal", got=f"{S}",
                         hint="causal=False, or keys and queries of one sequence")  # fmt: skip
    return np.tri(T, dtype=bool)
