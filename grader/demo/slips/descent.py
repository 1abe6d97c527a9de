"""Lesson 04: steps of the wrong size, in the wrong direction, on the wrong rows."""

from grader.demo.slips.slip import Slip

UPHILL = """
def least_squares_step(w, b, X, y, alpha):
    off = y - X @ w - b
    return w - alpha * 2 * X.T @ off / len(y), b - alpha * 2 * off.mean()
"""
ONE_OVER = """
def largest_stable_step(X, lam):
    singular = np.linalg.svd(X, compute_uv=False)
    return 1 / (2 * singular.max() ** 2 / len(X) + 2 * lam)
"""
ONE_TOO_MANY = """
def predict_steps(lams, alpha, factor):
    errors, steps = np.ones(len(lams)), 0
    while np.abs(errors).max() > factor:
        errors = errors * (1 - alpha * lams)
        steps += 1
    return steps + 1
"""
BY_N = """
def minibatch_gradient(w, b, X, y, S):
    slope = np.tanh(X[S] @ w + b - y[S])
    return X[S].T @ slope / len(y), slope.sum() / len(y)
"""
PLACE = """
def sgd_epoch(w, X, y, alpha, order):
    for d, i in enumerate(order):
        w = w - 2 * alpha * (X[d] @ w - y[i]) * X[d]
    return w
"""
COUNTS_STEPS = """
def decayed_step(eta0, kappa, step, per_epoch, kind):
    if kind == "exponential":
        return eta0 * np.exp(-kappa * step)
    return eta0 / (1 + kappa * step)
"""
ONE_WEIGHT = """
def not_convex(y):
    return np.array([1.0, 0.0]), np.array([1.0, 1.0]), 0.5   # only v moves: a parabola
"""
WRONG_LETTER = """
def choose_saddle():
    return "a"
"""
ALWAYS_RESCALED = """
def clip_by_norm(dW, db, limit):
    length = np.sqrt((dW ** 2).sum() + (db ** 2).sum())
    if length == 0:
        return dW.copy(), db.copy()
    return dW * limit / length, db * limit / length
"""

SLIPS = (
    Slip("least_squares_step", 3, "uphill", UPHILL),
    Slip("largest_stable_step", 3, "one-over", ONE_OVER),
    Slip("predict_steps", 3, "one-too-many", ONE_TOO_MANY),
    Slip("minibatch_gradient", 4, "divided-by-n", BY_N),
    Slip("sgd_epoch", 2, "place-for-example", PLACE),
    Slip("decayed_step", 2, "counts-steps", COUNTS_STEPS),
    Slip("not_convex", 2, "property", ONE_WEIGHT),
    Slip("choose_saddle", 1, "choice-a", WRONG_LETTER),
    Slip("clip_by_norm", 2, "always-rescaled", ALWAYS_RESCALED),
)
