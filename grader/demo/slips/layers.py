"""Lesson 10: windows in the wrong place, steps and paths left out, weights that do not add up."""

from grader.demo.slips.slip import Slip

FLIPPED = """
def conv1d_forward(X, W, b, stride):
    k = W.shape[1]
    starts = range(0, X.shape[1] - k + 1, stride)
    return np.stack([np.stack([np.convolve(x, w, "valid")[::stride] for w in W]) for x in X]) + b[:, None]
"""
EVERY_PLACE = """
def conv_parameters(c, h, w, f, k, stride):
    rows, columns = (h - k) // stride + 1, (w - k) // stride + 1
    outputs = f * rows * columns
    return outputs * (c * k * k + 1), outputs, outputs * (c * h * w + 1)   # each output its own filter
"""
OVERWRITTEN = """
def conv1d_backward(w, X, dY, stride):
    k = len(w)
    dw, dX = np.zeros(k), np.zeros(X.shape)
    for i in range(dY.shape[1]):
        at = slice(i * stride, i * stride + k)
        dw += dY[:, i] @ X[:, at]
        dX[:, at] = np.outer(dY[:, i], w)
    return dw, dX
"""
NO_STRIDE = """
def receptive_field(kernels, strides):
    return 1 + sum(int(k) - 1 for k in kernels)
"""
LAST_STEP = """
def rnn_backward(U, V, c, X, y):
    before, h = None, np.zeros(len(U))
    for x in X:
        before, h = h, np.tanh(U @ h + V @ x)
    off = c @ h - y
    dz = off * c * (1 - h ** 2)
    return np.outer(dz, before), np.outer(dz, X[-1]), off * h
"""
NO_SKIP = """
def residual_backward(W1, W2, X, dY):
    A = np.tanh(X @ W1.T)
    dZ = dY @ W2 * (1 - A * A)
    return dZ.T @ X, dY.T @ A, dZ @ W1
"""
WRONG_LETTER = """
def choose_residual():
    return "c"
"""
TOO_LATE = """
def attention_weights(Q, K, mask):
    S = Q @ K.T / np.sqrt(Q.shape[1])
    P = np.exp(S - S.max(axis=1, keepdims=True))
    return P / P.sum(axis=1, keepdims=True) * mask
"""
DIAGONAL = """
def attention_backward(q, K, V, dy):
    s = K @ q / np.sqrt(len(q))
    p = np.exp(s) / np.exp(s).sum()
    ds = p * (1 - p) * (V @ dy) / np.sqrt(len(q))
    return K.T @ ds, np.outer(ds, q), np.outer(p, dy)
"""

SLIPS = (
    Slip("conv1d_forward", 3, "kernel-flipped", FLIPPED),
    Slip("conv_parameters", 2 / 3, "counted-at-every-place", EVERY_PLACE),
    Slip("conv1d_backward", 2, "windows-overwritten", OVERWRITTEN),
    Slip("receptive_field", 2, "strides-ignored", NO_STRIDE),
    Slip("rnn_backward", 10 / 3, "last-step-only", LAST_STEP),
    Slip("residual_backward", 1, "skip-forgotten", NO_SKIP),
    Slip("choose_residual", 1, "choice-c", WRONG_LETTER),
    Slip("attention_weights", 3, "masked-too-late", TOO_LATE),
    Slip("attention_backward", 8 / 3, "own-slope-only", DIAGONAL),
)
