"""Lesson 05: slopes with a path or a factor missing, and checkers that let them through."""

from grader.demo.slips.slip import Slip

UPSIDE_DOWN = """
def zero_denominators(omega, near):
    first = np.ceil(np.pi / (abs(omega) * near)) + 1
    return np.pi / (omega * (first + np.arange(4)))
"""
NO_FACTOR = """
def paths_gradient(w, x):
    p, q = w @ x, x @ x
    return (q + np.cos(p)) * x, (q + np.cos(p)) * w + p * x
"""
TRANSPOSED = """
def jacobian_by_perturbation(M, c, a, delta):
    rows = []
    for j in range(len(a)):
        there = a + delta * np.eye(len(a))[j]
        rows.append((np.tanh(M @ there + c) - np.tanh(M @ a + c)) / delta)
    return np.array(rows)
"""
AFFINE_TRANSPOSED = """
def affine_jacobians(M, c):
    return M.T.copy(), np.diag(np.ones(len(c)))
"""
DIVIDED_BY_H = """
def central_difference(W, X, h):
    def f(V):
        return np.sin(X @ V.T).sum()

    dW = np.empty(W.shape)
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            E = np.zeros(W.shape)
            E[i, j] = h
            dW[i, j] = (f(W + E) - f(W - E)) / h
    return dW
"""
OTHER_SCHEME = """
def best_step(scheme, omega):
    eps = 2.0 ** -52
    h = (1.5 * eps) ** (1 / 3) if scheme == "forward" else (2 * eps) ** 0.5
    return np.log10(h / omega)
"""
WRONG_LETTER = """
def choose_step():
    return "a"
"""
HANDED_ON = """
def fool_the_sum(Z, dP):
    return dP.copy()
"""
SIGN = """
def fool_the_norm(numeric):
    return -numeric
"""
ALWAYS_ACCEPTED = """
def catching_check(W, b, X, dP, claimed):
    return True
"""

SLIPS = (
    Slip("zero_denominators", 2, "property", UPSIDE_DOWN),
    Slip("paths_gradient", 4 / 2, "square-missing-factor-2", NO_FACTOR),
    Slip("jacobian_by_perturbation", 2, "transposed", TRANSPOSED),
    Slip("affine_jacobians", 2 / 2, "transposed", AFFINE_TRANSPOSED),
    Slip("central_difference", 3, "divided-by-h", DIVIDED_BY_H),
    Slip("best_step", 2, "other-scheme", OTHER_SCHEME),
    Slip("choose_step", 1, "choice-a", WRONG_LETTER),
    Slip("fool_the_sum", 2, "upstream-handed-on", HANDED_ON),
    Slip("fool_the_norm", 2, "sign-flipped", SIGN),
    Slip("catching_check", 5, "always-accepted", ALWAYS_ACCEPTED),
)
