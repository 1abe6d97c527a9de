"""Lesson 02: units and layers that are almost right."""

from grader.demo.slips.slip import Slip

XOR = """
def xnor_weights(first):
    slopes = {"AND": (1, -1.5), "OR": (1, -0.5), "NAND": (-1, 1.5), "NOR": (-1, 0.5)}
    other = {"AND": "NOR", "NOR": "AND", "OR": "NAND", "NAND": "OR"}[first]
    (s, b), (t, c) = slopes[first], slopes[other]
    out, bias = (-1, 0.5) if first in ("AND", "NOR") else (1, -1.5)   # equal inputs should switch it on
    return np.array([[s, s], [t, t]]), np.array([b, c]), np.array([out, out]), bias
"""
LEFT_TO_RIGHT = """
def collapsed_rows(rows):
    outputs = []
    for A, X, Y, Z in rows > 0.5:
        bracket = ((A and not X and Z) or A) and not Y
        outputs.append(float(bracket and ((X and Y) or (not X and Z))))
    return np.array(outputs), np.array([2.0, -2.0, 0.0, 2.0]), -3.0
"""
ALL_ADDED = """
def parity_weights(d, most):
    thresholds = np.arange(d) + 0.5
    return [(np.ones((d, d)), -thresholds), (np.ones((1, d)), np.array([-0.5]))]
"""
OUTPUT_ACTIVATED = """
def mlp_forward(params, activation, X):
    f = {"relu": lambda Z: Z * (Z > 0), "tanh": np.tanh, "sigmoid": lambda Z: 1 / (1 + np.exp(-Z))}[activation]
    for j in range(1, len(params) // 2 + 1):
        X = f(X @ params[f"W{j}"].T + params[f"b{j}"])
    return X
"""
TWO_OF_THREE = """
def choose_linear():
    return "ac"
"""
SIZE_ONE_HOT = """
def encode(bases, sizes, rain, mean, spread):
    X = np.zeros((len(bases), 8))
    rows = np.arange(len(bases))
    X[rows, bases] = 1
    X[rows, 4 + sizes] = 1
    X[:, 7] = (rain - mean) / spread
    return X
"""
NEVER_BIASED = """
def count_parameters(sizes, biases):
    return sum(int(a) * int(b) for a, b in zip(sizes[:-1], sizes[1:]))
"""
HEIGHTS = """
def bump_weights(x, y, eps, most):
    edges = np.linspace(x[0], x[-1], most + 1)
    heights = np.interp((edges[:-1] + edges[1:]) / 2, x, y)
    w = np.full(most - 1, 40 * most / (x[-1] - x[0]))
    return w, -w * edges[1:-1], heights[1:], 0.0
"""

SLIPS = (
    Slip("xnor_weights", 3 * 2 / 4, "xor", XOR),
    Slip("collapsed_rows", 3 / 3, "property", LEFT_TO_RIGHT),
    Slip("parity_weights", 3, "all-added", ALL_ADDED),
    Slip("mlp_forward", 4, "output-activated", OUTPUT_ACTIVATED),
    Slip("choose_linear", 1, "choice-ac", TWO_OF_THREE),
    Slip("encode", 3, "size-one-hot", SIZE_ONE_HOT),
    Slip("count_parameters", 2, "never-biased", NEVER_BIASED),
    Slip("bump_weights", 4, "heights-for-jumps", HEIGHTS),
)
