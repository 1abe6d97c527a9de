"""Lesson 06: graphs walked in the wrong order, and gradients that are not added up."""

from grader.demo.slips.slip import Slip

AS_THEY_COME = """
def topological_order(inputs):
    return np.arange(len(inputs))
"""
SWAPPED = """
def tape_forward(ops, inputs, leaves):
    values, k = np.zeros(len(ops)), 0
    for i, op in enumerate(ops):
        if op == "leaf":
            values[i] = leaves[k]
            k += 1
            continue
        a, b = values[inputs[i]]
        values[i] = {"add": a + b, "subtract": b - a, "multiply": a * b, "maximum": max(a, b),
                     "exp": np.exp(a), "tanh": np.tanh(a)}[op]
    return values
"""
MINUS_LOST = """
def gate_gradients(x, y, z, w):
    m, s = max(y, z), x + y
    return m + 3 * w, m + (s if y >= z else 0.0), 0.0 if y >= z else s, 3 * x
"""
WRONG_LETTERS = """
def choose_order():
    return "ac"
"""
FIRST_TO_LAST = """
def tape_backward(inputs, slopes):
    gradient = np.zeros(len(inputs))
    gradient[-1] = 1.0
    for i in range(len(inputs)):
        for side in (0, 1):
            if inputs[i, side] >= 0:
                gradient[inputs[i, side]] += gradient[i] * slopes[i, side]
    return gradient
"""
DOUBLE = """
def count_visits(n):
    return 2 ** (n - 2), 1 + 2 * (n - 2)
"""
NOTHING_RESET = """
def backward_twice(w, x, y, rate, steps):
    slope_r, slope_p, slope_w, weights = 0.0, 0.0, 0.0, [w]
    for _ in range(steps):
        slope_r += 2 * (weights[-1] * x - y)
        slope_p += slope_r
        slope_w += slope_p * x
        weights.append(weights[-1] - rate * slope_w)
    return np.array(weights)
"""
SAME_WAY = """
def sigmoid_slip():
    return 0.0, 1.0, 1.0
"""
NO_SEED = """
def graph_engine(ops, inputs, leaves, output):
    N = len(ops)
    values, gradients, order = np.full(N, np.nan), np.zeros(N), []
    values[[i for i in range(N) if ops[i] == "leaf"]] = leaves
    done = {i for i in range(N) if ops[i] == "leaf"}
    gates = {"add": lambda a, b: a + b, "subtract": lambda a, b: a - b, "multiply": lambda a, b: a * b,
             "maximum": lambda a, b: max(a, b), "exp": lambda a, b: np.exp(a), "tanh": lambda a, b: np.tanh(a)}
    while len(done) < N:
        for i in range(N):
            if i not in done and all(int(p) in done for p in inputs[i] if p >= 0):
                values[i] = gates[ops[i]](*values[inputs[i]])
                done.add(i)
                order.append(i)
    for i in order[::-1]:
        a, b = values[inputs[i]]
        slopes = {"add": (1, 1), "subtract": (1, -1), "multiply": (b, a), "maximum": (a >= b, a < b),
                  "exp": (values[i], 0), "tanh": (1 - values[i] ** 2, 0)}[ops[i]]
        for side in (0, 1):
            if inputs[i, side] >= 0:
                gradients[inputs[i, side]] += gradients[i] * slopes[side]
    return values, gradients
"""

SLIPS = (
    Slip("topological_order", 3, "rows-as-they-come", AS_THEY_COME),
    Slip("tape_forward", 2, "subtract-swapped", SWAPPED),
    Slip("gate_gradients", 3 * 2 / 4, "minus-lost", MINUS_LOST),
    Slip("choose_order", 1, "choice-ac", WRONG_LETTERS),
    Slip("tape_backward", 3, "first-to-last", FIRST_TO_LAST),
    Slip("count_visits", 2 / 2, "paths-double", DOUBLE),
    Slip("backward_twice", 2, "nothing-reset", NOTHING_RESET),
    Slip("sigmoid_slip", 2 * 2 / 3, "property", SAME_WAY),
    Slip("graph_engine", 5 / 2, "nothing-starts", NO_SEED),
)
