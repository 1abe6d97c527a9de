"""Two-dimensional convolution: one small pattern of weights looked for at every place of an image.

Each window of the image is written out as a column, and all dot products with all patterns are then one matrix
product. As in all neural-network libraries the pattern is not flipped: strictly, this is cross-correlation.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from course.errors import ShapeError
from course.layers.base import Array, Layer
from course.layers.inputs import floats, gradient, kept
from course.numbers import count

__all__ = ["Convolution", "conv2d", "conv2d_backward"]


def conv2d(W: Array, b: Array, X: Array, *, stride: int = 1, padding: int = 0) -> Array:
    """Y[n, f, i, j] = b_f + Σ_{c,u,v} W[f, c, u, v] · X[n, c, i·stride + u, j·stride + v], X padded with zeros.

    ``X`` (n, c, h, w) holds images, ``W`` (f, c, p, q) one pattern a filter, ``b`` (f,). Y has shape
    (n, f, (h + 2·padding − p) // stride + 1, (w + 2·padding − q) // stride + 1). LeCun et al., "Gradient-based
    learning applied to document recognition", Proc. IEEE 86, 1998; as a matrix product: Chellapilla, Puri &
    Simard, "High performance convolutional neural networks for document processing", 2006.

    Raises
    ------
    DtypeError, ShapeError, NotFiniteError
        For arrays that are no floats, do not fit (a pattern larger than the padded image, too), are empty, or not
        finite.
    InputError
        Unless stride is a whole number ≥ 1 and padding one ≥ 0.
    """
    W, b, X = _fitting(W, b, X, stride, padding)
    patches = _windows(_pad(X, padding), W, stride)
    Y = _matrix(W) @ _columns(patches) + b[:, None]
    return np.asarray(Y.reshape(len(X), len(W), *patches.shape[4:]))


def conv2d_backward(
    W: Array, b: Array, X: Array, dY: Array, *, stride: int = 1, padding: int = 0
) -> tuple[Array, Array, Array]:
    """The gradients (dW, db, dX) from dY = ∂L/∂Y; each has the shape of its variable. Errors as for `conv2d`.

    With W as a matrix (f, cpq) and C_n the columns of image n, Y_n = W C_n + b is a linear layer, so
    dW = Σ_n dY_n C_nᵀ, db = Σ dY over images and places, dC_n = Wᵀ dY_n. A pixel stands in several columns: its
    gradient is the sum of theirs (LeCun et al., 1989, on shared weights; Chellapilla et al., 2006).
    """
    W, b, X = _fitting(W, b, X, stride, padding)
    padded = _pad(X, padding)
    patches = _windows(padded, W, stride)
    dY = gradient("dY", dY, (len(X), len(W), *patches.shape[4:]))
    rows = dY.reshape(len(X), len(W), -1)
    dW = (rows @ _columns(patches).swapaxes(1, 2)).sum(axis=0).reshape(W.shape)
    dpatches = (_matrix(W).T @ rows).reshape(patches.shape)
    dpadded = np.zeros(padded.shape, dpatches.dtype)
    # the same view as in the forward pass, but written to; one entry of the pattern at a time, since within one
    # such slice no pixel occurs twice
    places = _windows(dpadded, W, stride, writeable=True)
    for u, v in np.ndindex(W.shape[2:]):
        places[:, :, u, v] += dpatches[:, :, u, v]
    h, w = X.shape[2:]
    return dW, rows.sum(axis=(0, 2)), dpadded[:, :, padding : padding + h, padding : padding + w]


class Convolution(Layer):
    """Convolution with the patterns ``W`` (f, c, p, q) and biases ``b`` (f,), 0 at the start: see `conv2d`.

    The layer keeps ``W`` itself, not a copy.

    Raises
    ------
    DtypeError, ShapeError, NotFiniteError, InputError
        As `conv2d` does.
    """

    def __init__(self, W: Array, *, stride: int = 1, padding: int = 0) -> None:
        super().__init__()
        W = floats("W", W, ("f", "c", "p", "q"), "he_normal(rng, f, c * p * q).reshape(f, c, p, q)")
        _check_steps(stride, padding)
        self.stride, self.padding = stride, padding
        self.params = {"W": W, "b": np.zeros(len(W), W.dtype)}
        self.grads = {name: np.zeros_like(value) for name, value in self.params.items()}
        self._X: Array | None = None

    def forward(self, X: Array, *, training: bool = False) -> Array:
        """`conv2d`: X (n, c, h, w) to (n, f, …, …)."""
        Y = conv2d(self.params["W"], self.params["b"], X, stride=self.stride, padding=self.padding)
        self._X = X
        return Y

    def backward(self, dY: Array) -> Array:
        """`conv2d_backward`."""
        self.grads["W"][...], self.grads["b"][...], dX = conv2d_backward(
            self.params["W"], self.params["b"], kept(self._X), dY, stride=self.stride, padding=self.padding
        )
        return dX


def _windows(images: Array, W: Array, stride: int, *, writeable: bool = False) -> Array:
    """All windows of the pattern's size, (n, c, p, q, rows of places, columns of places): a view, not a copy."""
    size = W.shape[2:]
    every = sliding_window_view(images, size, axis=(2, 3), writeable=writeable)
    # the places last: memory is then copied in runs along an image's rows
    return np.asarray(every[:, :, ::stride, ::stride].transpose(0, 1, 4, 5, 2, 3))


def _columns(patches: Array) -> Array:
    """One column a place: (n, c·p·q, places)."""
    n, c, p, q, rows, columns = patches.shape
    return patches.reshape(n, c * p * q, rows * columns)


def _matrix(W: Array) -> Array:
    """One row a filter: (f, c·p·q)."""
    return W.reshape(len(W), -1)


def _pad(X: Array, padding: int) -> Array:
    border = (padding, padding)
    return np.pad(X, ((0, 0), (0, 0), border, border)) if padding else X


def _fitting(W: Array, b: Array, X: Array, stride: int, padding: int) -> tuple[Array, Array, Array]:
    _check_steps(stride, padding)
    W = floats("W", W, ("f", "c", "p", "q"), "one pattern (c, p, q) a filter")
    b = floats("b", b, (len(W),), "one bias a filter")
    X = floats("X", X, ("n", W.shape[1], "h", "w"), "images (n, c, h, w) with the channels of W")
    padded = tuple(size + 2 * padding for size in X.shape[2:])
    if padded[0] < W.shape[2] or padded[1] < W.shape[3]:
        raise ShapeError("X", expected=f"images of at least {W.shape[2:]} with their padding", got=f"{padded}",
                         hint="more padding, or smaller patterns")  # fmt: skip
    return W, b, X


def _check_steps(stride: int, padding: int) -> None:
    count("stride", stride)
    count("padding", padding, least=0)
