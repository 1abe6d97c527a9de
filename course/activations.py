"""Activations: each as a value, and as the rule that carries a gradient back through it.

A ``…_backward`` function takes what the forward pass kept and the upstream gradient ``dA`` = ∂L/∂A, and returns
∂L/∂Z, in the shape of Z. None of them builds a Jacobian. All but `step`, `sign` and the two rectifiers continue to
complex numbers, so the complex step can check them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course.errors import ShapeError

__all__ = [
    "identity",
    "identity_backward",
    "leaky_relu",
    "leaky_relu_backward",
    "log_softmax",
    "relu",
    "relu_backward",
    "sigmoid",
    "sigmoid_backward",
    "sign",
    "sign_backward",
    "softmax",
    "softmax_backward",
    "softmax_jacobian",
    "softplus",
    "step",
    "step_backward",
    "tanh",
    "tanh_backward",
]

Array = NDArray[Any]


def identity(z: ArrayLike) -> Array:
    """z itself. A net of such units alone is one linear map, however many layers it has."""
    return np.asarray(z)


def identity_backward(Z: ArrayLike, dA: ArrayLike) -> Array:
    """∂L/∂Z = dA. ``Z`` and ``dA`` have one shape."""
    return _same_shape(Z, dA)[1]


def step(z: ArrayLike) -> Array:
    """1 where z > 0, else 0; so step(0) = 0. Any shape (McCulloch & Pitts 1943)."""
    z = np.asarray(z)
    return np.asarray(z > 0).astype(_float_type(z))


def step_backward(Z: ArrayLike, dA: ArrayLike) -> Array:
    """∂L/∂Z = 0 wherever the step has a slope; at the jump Z = 0 it has none, and the course takes 0 there too.

    This is why descent cannot train step units: no gradient comes back through them.
    """
    return np.zeros_like(_same_shape(Z, dA)[1])


def sign(z: ArrayLike) -> Array:
    """−1, 0 or 1: the sign of z, with sign(0) = 0. Any shape."""
    z = np.asarray(z)
    return np.asarray(np.sign(z).astype(_float_type(z)))


def sign_backward(Z: ArrayLike, dA: ArrayLike) -> Array:
    """∂L/∂Z = 0, for the reason that `step_backward` gives."""
    return step_backward(Z, dA)


def relu(z: ArrayLike) -> Array:
    """max(0, z), entry by entry. Any shape (Nair & Hinton, ICML 2010)."""
    return np.asarray(np.maximum(np.asarray(z), 0.0))


def relu_backward(Z: ArrayLike, dA: ArrayLike) -> Array:
    """∂L/∂Z = dA where Z > 0, else 0: the gate is open or shut. ``Z`` and ``dA`` have one shape.

    At the kink Z = 0 any number between 0 and dA is a subgradient; the course takes 0.
    """
    Z, dA = _same_shape(Z, dA)
    return dA * (Z > 0)  # np.where says the same, and takes three times as long on a mask without a pattern


def leaky_relu(z: ArrayLike, slope: float = 0.01) -> Array:
    """z where z > 0, else slope · z, entry by entry (Maas, Hannun & Ng, ICML 2013). Any shape."""
    z = np.asarray(z)
    return np.where(z > 0, z, slope * z)


def leaky_relu_backward(Z: ArrayLike, dA: ArrayLike, slope: float = 0.01) -> Array:
    """∂L/∂Z = dA where Z > 0, else slope · dA: the gate never shuts, so no unit dies. One shape.

    At the kink Z = 0 the course takes the left slope, as for `relu`.
    """
    Z, dA = _same_shape(Z, dA)
    return np.where(Z > 0, dA, slope * dA)


def sigmoid(z: ArrayLike) -> Array:
    """1 / (1 + e^−z), entry by entry, in (0, 1). Any shape; exact to rounding for every finite z."""
    z = np.asarray(z)
    e, positive = _decaying(z)
    return np.asarray(np.where(positive, 1.0, e) / (1.0 + e))


def sigmoid_backward(A: ArrayLike, dA: ArrayLike) -> Array:
    """∂L/∂Z = dA · A (1 − A), with A = sigmoid(Z) as the forward pass kept it."""
    A, dA = _same_shape(A, dA)
    return dA * A * (1.0 - A)


def softplus(z: ArrayLike) -> Array:
    """log(1 + e^z), entry by entry, without overflow. Its slope is `sigmoid`."""
    z = np.asarray(z)
    e, positive = _decaying(z)
    return np.where(positive, z, 0.0) + np.log1p(e)


def tanh(z: ArrayLike) -> Array:
    """The hyperbolic tangent, 2 sigmoid(2z) − 1, in (−1, 1). Any shape."""
    return np.asarray(np.tanh(np.asarray(z)))


def tanh_backward(A: ArrayLike, dA: ArrayLike) -> Array:
    """∂L/∂Z = dA · (1 − A²), with A = tanh(Z) as the forward pass kept it."""
    A, dA = _same_shape(A, dA)
    return dA * (1.0 - A**2)


def log_softmax(Z: ArrayLike) -> Array:
    """z_j − log Σ_k e^{z_k} over the last axis: (k,) or (n, k), the same shape back; finite for finite logits."""
    Z = np.asarray(Z)
    # The same shift on every logit of a row changes nothing, and with the largest at 0 no exponential overflows.
    # Only the real part is compared, since complex numbers have no order.
    shifted = Z - Z.real.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def softmax(Z: ArrayLike) -> Array:
    """e^{z_j} / Σ_k e^{z_k} over the last axis: (k,) or (n, k), the same shape back; each row sums to 1."""
    return np.asarray(np.exp(log_softmax(Z)))


def softmax_jacobian(p: ArrayLike) -> Array:
    """∂p_i/∂z_j = p_i (1[i = j] − p_j), that is diag(p) − p pᵀ, for one row p = softmax(z): (k,) to (k, k).

    Every row and every column sums to 0, since the entries of p always sum to 1.
    """
    p = np.asarray(p)
    if p.ndim != 1:
        raise ShapeError("p", expected="one row of probabilities, shape (k,)", got=f"shape {p.shape}",
                         hint="softmax_jacobian(P[0])")  # fmt: skip
    return np.diag(p) - np.outer(p, p)


def softmax_backward(P: ArrayLike, dP: ArrayLike) -> Array:
    """∂L/∂Z = P · (dP − ⟨dP, P⟩), the inner product taken row by row: (diag(p) − p pᵀ) dp without the matrix."""
    P, dP = _same_shape(P, dP)
    return np.asarray(P * (dP - (dP * P).sum(axis=-1, keepdims=True)))


def _float_type(z: Array) -> Any:
    """float32 stays float32; whole numbers become float64."""
    return np.result_type(z.dtype, 0.0)


def _decaying(z: Array) -> tuple[Array, Array]:
    """e^−|z| and where z is positive: no exponential of a large positive number is ever taken."""
    positive = z.real > 0
    return np.exp(np.where(positive, -z, z)), positive


def _same_shape(kept: ArrayLike, upstream: ArrayLike) -> tuple[Array, Array]:
    first, second = np.asarray(kept), np.asarray(upstream)
    if first.shape != second.shape:
        raise ShapeError("dA", expected=f"the shape of what the forward pass kept, {first.shape}",
                         got=f"shape {second.shape}", hint="a gradient has the shape of its variable")  # fmt: skip
    return first, second
