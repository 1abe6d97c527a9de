"""Lesson 08: starts, steps and decays that are nearly right."""

from grader.demo.slips.slip import Slip

PILES_UP = """
def sgd_digits(W, b, X, y, alpha, size, order):
    dW, db = 0 * W, 0 * b
    for i in range(0, len(order), size):
        rows = order[i : i + size]
        powers = np.exp(X[rows] @ W.T + b)
        dZ = (powers / powers.sum(axis=1, keepdims=True) - np.eye(len(b))[y[rows]]) / len(rows)
        dW, db = dW + dZ.T @ X[rows], db + dZ.sum(axis=0)
        W, b = W - alpha * dW, b - alpha * db
    return W, b
"""
INCOMING_ALONE = """
def distinct_units(W1, b1, W2):
    return len({tuple(row) + (bias,) for row, bias in zip(W1.tolist(), b1.tolist())})
"""
FAN_OUT = """
def forward_variance(q, widths, sds, slope):
    for layer in range(len(sds)):
        if layer:
            q *= (1 + slope ** 2) / 2
        q *= widths[layer + 1] * sds[layer] ** 2
    return q
"""
NO_HALF = """
def choose_init():
    return "d"
"""
NO_MASK = """
def two_hidden_grads(params, X, Y):
    A1 = np.tanh(X @ params["W1"].T + params["b1"])
    A2 = np.maximum(A1 @ params["W2"].T + params["b2"], 0)
    dout = 2 * (A2 @ params["W3"].T + params["b3"] - Y) / len(X)
    dZ2 = dout @ params["W3"]
    dZ1 = dZ2 @ params["W2"] * (1 - A1 ** 2)
    W = {"W1": dZ1.T @ X, "W2": dZ2.T @ A1, "W3": dout.T @ A2}
    return {**W, "b1": dZ1.sum(0), "b2": dZ2.sum(0), "b3": dout.sum(0)}
"""
AVERAGED = """
def momentum_step(w, v, G, eta, mu):
    for g in G:
        v = mu * v - (1 - mu) * eta * g
        w = w + v
    return w, v
"""
WHERE_IT_STANDS = """
def nesterov_step(w, v, X, y, eta, mu):
    v = mu * v - eta * 2 * X.T @ (X @ w - y) / len(y)
    return w + v, v
"""
UNCORRECTED = """
def adam_step(w, m, v, g, t, eta, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    return w - eta * m / (np.sqrt(v) + eps), m, v
"""
PENALTY = """
def decoupled_decay(w, b, G, eta, mu, lam):
    for g in G:
        b = mu * b + g + lam * w
        w = w - eta * b
    return w, b
"""

SLIPS = (
    Slip("sgd_digits", 2, "piles-up", PILES_UP),
    Slip("distinct_units", 2, "outgoing-forgotten", INCOMING_ALONE),
    Slip("forward_variance", 3, "fan-out", FAN_OUT),
    Slip("choose_init", 1, "choice-d", NO_HALF),
    Slip("two_hidden_grads", 4, "relu-slope-missing", NO_MASK),
    Slip("momentum_step", 2, "averaged", AVERAGED),
    Slip("nesterov_step", 2, "plain-momentum", WHERE_IT_STANDS),
    Slip("adam_step", 1, "no-correction", UNCORRECTED),
    Slip("decoupled_decay", 2, "coupled", PENALTY),
)
