"""Lesson 03: losses and their slopes, with a factor, a label or a logarithm off."""

from grader.demo.slips.slip import Slip

THE_SLIDE = """
def binary_cross_entropy(p, y):
    return np.mean(-y * np.log(p) - (1 - p) * np.log(1 - p))
"""
NO_MEAN = """
def logistic_loss(z, y):
    m = -y * z
    return np.sum(np.maximum(m, 0) + np.log1p(np.exp(-np.abs(m))))
"""
PENALTY_HALVED = """
def logistic_grad(w, X, y, lam):
    s = y * (X @ w)
    e = np.exp(-np.abs(s))
    wrong = np.where(s > 0, e, 1) / (1 + e)
    return -X.T @ (y * wrong) / len(y) + lam * w
"""
NO_HOURS = """
def poisson_grad(w, b, X, hours, y):
    off = np.exp(X @ w + b) - y
    return X.T @ off / len(y), np.mean(off)
"""
PROBABILITIES = """
def log_softmax_rows(Z):
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    return P / P.sum(axis=1, keepdims=True)
"""
BITS = """
def predict_loss_at_start(k):
    return np.log2(k)
"""
FROM_ONE = """
def decision_rule(W1, b1, W2, b2, X):
    H = np.maximum(W1 @ X.T + b1[:, None], 0)
    return np.argmax(W2 @ H + b2[:, None], axis=0) + 1
"""
CROSS_ENTROPY = """
def mse_softmax_grad(Z, y):
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = P / P.sum(axis=1, keepdims=True)
    return (P - np.eye(Z.shape[1])[y]) / len(y)
"""
ONE_OF_TWO = """
def choose_vanishing():
    return "a"
"""

SLIPS = (
    Slip("binary_cross_entropy", 1, "the-slide", THE_SLIDE),
    Slip("logistic_loss", 2, "missing-mean", NO_MEAN),
    Slip("logistic_grad", 4, "penalty-missing-factor-2", PENALTY_HALVED),
    Slip("poisson_grad", 3, "hours-forgotten", NO_HOURS),
    Slip("log_softmax_rows", 3, "probabilities", PROBABILITIES),
    Slip("predict_loss_at_start", 1, "bits", BITS),
    Slip("decision_rule", 2, "counted-from-1", FROM_ONE),
    Slip("mse_softmax_grad", 4, "cross-entropy", CROSS_ENTROPY),
    Slip("choose_vanishing", 1, "choice-a", ONE_OF_TWO),
)
