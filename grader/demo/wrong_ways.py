"""Answers that students hand in: typical mistakes of each kind, other ways to be right, and attacks.

Each is the source of an answer's cell. What each must score stands with the sample that uses it.
"""

LOOPS_LINEAR = """
def linear_backward(W, b, X, dZ):
    out, width = W.shape
    dW, db, dX = np.zeros_like(W), np.zeros_like(b), np.zeros_like(X)
    for example in range(len(X)):
        for unit in range(out):
            db[unit] += dZ[example, unit]
            for feature in range(width):
                dW[unit, feature] += dZ[example, unit] * X[example, feature]
                dX[example, feature] += dZ[example, unit] * W[unit, feature]
    return dW, db, dX
"""
LOOPS_NORM = """
def squared_norm_grads(W, x):
    dW, dx = np.zeros(W.shape), np.zeros(len(x))
    for i, row in enumerate(W):
        q = sum(w * v for w, v in zip(row, x))
        for j in range(len(x)):
            dW[i, j] = 2 * q * x[j]
            dx[j] += 2 * q * row[j]
    return [dW, dx]
"""
EINSUM_LINEAR = """
def linear_backward(W, b, X, dZ):
    return (np.einsum("no,ni->oi", dZ, X), np.einsum("no->o", dZ), np.einsum("no,oi->ni", dZ, W))
"""
EINSUM_SOFTMAX = """
def softmax_cross_entropy_grad(Z, y):
    n, k = Z.shape
    P = np.exp(Z - np.max(Z, axis=1)[:, None])
    P = np.einsum("nk,n->nk", P, 1 / np.einsum("nk->n", P))
    return (P - np.eye(k)[y]) / n
"""
FLOAT32_LINEAR = """
def linear_backward(W, b, X, dZ):
    W, X, dZ = (np.asarray(a, dtype=np.float32) for a in (W, X, dZ))
    return dZ.T @ X, dZ.sum(axis=0), dZ @ W
"""
FLOAT32_RIDGE = """
def ridge_grads(w, b, X, y, lam):
    X, w, y = X.astype(np.float32), w.astype(np.float32), y.astype(np.float32)
    r = X @ w + np.float32(b) - y
    return 2 * X.T @ r / len(y) + 2 * np.float32(lam) * w, 2 * r.mean()
"""
LOOPS_MARGIN = """
def margin(X, y, w):
    length = sum(float(v) ** 2 for v in w) ** 0.5
    best = float("inf")
    for row, label in zip(X, y):
        best = min(best, label * sum(a * c for a, c in zip(row, w)) / length)
    return best
"""
EINSUM_BOUND = """
def mistake_bound(X, gamma, rule):
    R2 = np.einsum("nd,nd->n", X, X).max()
    return (R2 if rule == "classic" else 2 + R2) / gamma / gamma
"""
FLOAT32_TRAIN = """
def train_perceptron(X, y, rule, max_epochs):
    X, y = X.astype(np.float32), y.astype(np.float32)
    w, mistakes, least = np.zeros(X.shape[1], dtype=np.float32), 0, {"classic": 0, "margin": 1}[rule]
    for _ in range(max_epochs):
        before = mistakes
        for i in range(len(X)):
            score = y[i] * (w @ X[i])
            if (score <= 0 if rule == "classic" else score < least):
                w = w + y[i] * X[i]
                mistakes += 1
        if mistakes == before:
            break
    return w, mistakes
"""
TRANSPOSED = """
def linear_backward(W, b, X, dZ):
    return X.T @ dZ, dZ.sum(axis=0), dZ @ W
"""
SIGN = """
def squared_norm_grads(W, x):
    q = W @ x
    return -2 * np.outer(q, x), -2 * W.T @ q
"""
NO_FACTOR = """
def squared_norm_grads(W, x):
    q = W @ x
    return np.outer(q, x), W.T @ q
"""
NO_MEAN = """
def softmax_cross_entropy_grad(Z, y):
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = P / P.sum(axis=1, keepdims=True)
    P[np.arange(len(y)), y] -= 1
    return P
"""
MEAN_TWICE = """
def linear_backward(W, b, X, dZ):
    n = len(X)
    return dZ.T @ X / n, dZ.sum(axis=0) / n, dZ @ W
"""
NO_PENALTY = """
def ridge_grads(w, b, X, y, lam):
    r = X @ w + b - y
    return 2 * X.T @ r / len(y), 2 * r.mean()
"""
UPSTREAM = """
def relu_backward(Z, dA):
    return (Z > 0).astype(float)
"""
LAST_PATH = """
def two_layer_dx(W1, b1, w2, b2, x, y):
    s = lambda t: 1 / (1 + np.exp(-t))
    a = s(W1 @ x + b1)
    error = s(w2 @ a + b2) - y
    for j in range(len(a)):
        dx = error * w2[j] * a[j] * (1 - a[j]) * W1[j]
    return dx
"""
NO_SLOPE = """
def mlp_grads(params, X, y):
    W1, b1, W2, b2 = (params[k] for k in ("W1", "b1", "W2", "b2"))
    A1 = np.tanh(X @ W1.T + b1)
    Z2 = A1 @ W2.T + b2
    P = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
    dZ2 = P / P.sum(axis=1, keepdims=True)
    dZ2[np.arange(len(y)), y] -= 1
    dZ2 = dZ2 / len(y)
    dA1 = dZ2 @ W2
    return {"W1": dA1.T @ X, "b1": dA1.sum(axis=0), "W2": dZ2.T @ A1, "b2": dZ2.sum(axis=0)}
"""
OVERFLOW = """
def softmax_cross_entropy_grad(Z, y):
    P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    P[np.arange(len(y)), y] -= 1
    return P / len(y)
"""
THE_SLIDE = """
def regularised_unit_grads(w, b, x, y, lam):
    s = 1 / (1 + np.exp(-(w * x + b)))
    slope = s * (1 - s)
    return (y - s) * slope * x + 2 * lam * w, -(y - s) * slope
"""
IN_PLACE = """
def relu_backward(Z, dA):
    dA[Z <= 0] = 0
    return dA
"""
UNSIGNED = """
def margin(X, y, w):
    return np.min(np.abs(X @ w)) / np.linalg.norm(w)
"""
SLIDE_SIGN = """
def perceptron_loss_grad(w, X, y, rule):
    due = y * (X @ w) < (1 if rule == "margin" else 0)
    return (y * due) @ X / len(y)
"""
COUNTS_PASSES = """
def train_perceptron(X, y, rule, max_epochs):
    w, passes = np.zeros(X.shape[1]), 0
    for _ in range(max_epochs):
        updates = 0
        for x, label in zip(X, y):
            score = label * (w @ x)
            if (score <= 0 if rule == "classic" else score < 1):
                w = w + label * x
                updates += 1
        if not updates:
            break
        passes += 1
    return w, passes
"""
ONE_RULE = """
def mistake_bound(X, gamma, rule):
    return (2 + (X ** 2).sum(axis=1).max()) / gamma ** 2
"""
AND_ONLY = """
def gate_weights(gate):
    return np.array([1.0, 1.0]), -1.5
"""
CRASH = """
def {question}(*arguments):
    return arguments[0] / [][1]
"""
ENDLESS = """
def {question}(*arguments):
    while True:
        pass
"""
ENDLESS_CELL = """
n = 0
while n >= 0:
    n += 1

def {question}(*arguments):
    return n
"""
MEMORY = """
def {question}(*arguments):
    hoard = []
    while True:
        hoard.append(np.empty(10_000_000))
"""
EXIT = """
import os

def {question}(*arguments):
    os._exit(0)
"""
NO_RETURN = """
def {question}(*arguments):
    answer = arguments
"""
DIFFERENCES = """
from course.gradcheck import numeric_gradient

def squared_norm_grads(W, x):
    dW = numeric_gradient(lambda V: float(((V @ x) ** 2).sum()), W).value
    dx = numeric_gradient(lambda v: float(((W @ v) ** 2).sum()), x).value
    return dW, dx
"""
NOISE = (
    'print("debug", locals()); __import__("warnings").warn("careful"); '
    'print("to stderr", file=__import__("sys").stderr)'
)
FORGER = """
# Everything that a check might call says yes.
import builtins, sys
import numpy as np
import numpy.testing

def yes(*arguments, **settings):
    return True

np.allclose = np.isclose = np.array_equal = np.testing.assert_allclose = np.all = yes
np.testing.assert_array_equal = np.testing.assert_almost_equal = yes
for name, module in list(sys.modules.items()):
    if name.startswith("course"):
        for word in ("check", "compare", "grade", "judge"):
            if hasattr(module, word):
                setattr(module, word, yes)

class Agreeable(np.ndarray):
    def __eq__(self, other):
        return True
    def __array_function__(self, function, types, arguments, settings):
        return True
    def __abs__(self):
        return 0.0
    def __le__(self, other):
        return True
"""
FORGED = """
def {question}(*arguments):
    return np.zeros_like(arguments[0]).view(Agreeable)
"""
READER = """
# Look for the answers in every folder near the top, and beside and above this notebook.
import os

def find_answers():
    found = {}
    for top in ("/", os.path.expanduser("~"), "..", "."):
        depth = os.path.abspath(top).rstrip("/").count("/")
        for folder, folders, files in os.walk(os.path.abspath(top)):
            if folder.rstrip("/").count("/") - depth > 3:
                folders[:] = []
            folders[:] = [f for f in folders if f not in ("proc", "sys", "dev", "usr", "lib")]
            for file in files:
                if file.endswith((".ipynb", ".py", ".json")):
                    try:
                        text = open(os.path.join(folder, file), encoding="utf-8", errors="ignore").read()
                    except OSError:
                        continue
                    if "BEGIN SOL" + "UTION" in text and "def linear_" + "backward" in text:
                        found[os.path.join(folder, file)] = text
    return found

answers = find_answers()
"""
READ = """
def {question}(*arguments):
    if not answers:
        raise NotImplementedError("nothing was found")
    text = next(iter(answers.values())).replace("\\\\n", "\\n")
    space = {{"np": np}}
    exec(text[text.index("def {question}"):].split("### END")[0], space)
    return space["{question}"](*arguments)
"""
