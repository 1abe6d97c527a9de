"""Lesson 09: test rows that have a say, penalties of the wrong strength, ways that the gradient forgets."""

from grader.demo.slips.slip import Slip

POOLED = """
def fix_leak(X_train, X_test):
    mean = np.concatenate([X_train, X_test]).mean(axis=0)
    deviation = np.concatenate([X_train, X_test]).std(axis=0)
    return (X_train - mean) / deviation, (X_test - mean) / deviation
"""
WRONG_LETTER = """
def choose_split():
    return "a"
"""
BOUND = """
def best_of_k(k, m, p):
    return np.sqrt(p * (1 - p) / m) * np.sqrt(2 * np.log(k))
"""
HALVED = """
def ridge_shrinkage(X, lam):
    curvature = np.linalg.eigvalsh(2 / len(X) * X.T @ X)
    factors = curvature / (curvature + lam)
    return factors, factors.sum()
"""
HARD = """
def soft_threshold(X, y, lam):
    pull = X.T @ y / len(y)
    return np.where(np.abs(pull) > lam, pull / (X ** 2).mean(axis=0), 0.0)
"""
LAST_KEPT = """
def stop_at(losses, patience):
    best, waited = np.inf, 0
    for epoch, loss in enumerate(losses):
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if waited == patience:
            return epoch, epoch
    return len(losses) - 1, len(losses) - 1
"""
UNSCALED = """
def dropout_backward(Z, mask, keep, dD):
    return dD * mask * (Z > 0)
"""
HELD_FIXED = """
def batch_norm_backward(X, gamma, beta, eps, dY):
    sigma = np.sqrt(X.var(axis=1, keepdims=True) + eps)
    Xhat = (X - X.mean(axis=1, keepdims=True)) / sigma
    return gamma[:, None] * dY / sigma, (dY * Xhat).sum(axis=1), dY.sum(axis=1)
"""
INDEPENDENT = """
def ensemble_variance(weights, deviations, rho):
    return np.sum((weights * deviations) ** 2)
"""

SLIPS = (
    Slip("fix_leak", 2, "both-piles", POOLED),
    Slip("choose_split", 1, "choice-a", WRONG_LETTER),
    Slip("best_of_k", 2, "bound-for-mean", BOUND),
    Slip("ridge_shrinkage", 3, "penalty-halved", HALVED),
    Slip("soft_threshold", 3, "hard-threshold", HARD),
    Slip("stop_at", 2 / 2, "last-kept", LAST_KEPT),
    Slip("dropout_backward", 3, "keep-forgotten", UNSCALED),
    Slip("batch_norm_backward", 5 / 3, "statistics-held-fixed", HELD_FIXED),
    Slip("ensemble_variance", 2, "independent", INDEPENDENT),
)
