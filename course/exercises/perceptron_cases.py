"""Inputs for the perceptron's exercises.

Most are eighths of small whole numbers. Sums and products of those are exact in float64 and in float32,
in any order, so a loop, an einsum and a float32 answer all decide alike; ties are drawn on purpose.
"""

from __future__ import annotations

import numpy as np

from course.exercises.spec import Args, Array

LEAST_MARGIN = 0.3
"""Keeps training runs short: at most (2 + R²)/0.09 updates."""


def eighths(rng: np.random.Generator, *shape: int, reach: int = 16) -> Array:
    """Numbers k/8 with whole k, |k| ≤ reach."""
    return rng.integers(-reach, reach + 1, size=shape) / 8


def signs(rng: np.random.Generator, n: int) -> Array:
    """n labels of -1 and +1."""
    return rng.choice([-1.0, 1.0], size=n)


def direction(rng: np.random.Generator, d: int) -> Array:
    """A weight vector of eighths that is neither short nor of length one."""
    while True:
        w = eighths(rng, d)
        if w @ w > 0.5 and w @ w != 1.0:
            return w


def size(rng: np.random.Generator) -> tuple[int, int]:
    """n rows and d columns, n > d."""
    d = int(rng.integers(2, 5))
    return d + int(rng.integers(3, 8)), d


def separated(rng: np.random.Generator, n: int, d: int) -> tuple[Array, Array, Array]:
    """X (n, d), y (n,) and a w (d,) that separates them with a margin of at least `LEAST_MARGIN`."""
    w = direction(rng, d)
    rows: list[Array] = []
    while len(rows) < n:
        x = eighths(rng, d)
        if abs(x @ w) >= LEAST_MARGIN * np.sqrt(w @ w):
            rows.append(x)
    X = np.array(rows)
    return X, np.sign(X @ w), w


def orthogonal(rng: np.random.Generator, d: int) -> Array:
    """A weight vector of eighths and, below it, one at a right angle to it: (2, d)."""
    w, x = direction(rng, d), np.zeros(d)
    i = int(np.argmax(np.abs(w)))  # not zero, so x is not zero either
    j = (i + 1) % d
    x[i], x[j] = -w[j], w[i]
    return np.array([w, x])


# margin(X, y, w)


def margin_ordinary(rng: np.random.Generator) -> Args:
    """A w that separates, or labels at random: both signs of the margin come up."""
    X, y, w = separated(rng, *size(rng))
    return {"X": X, "y": y if rng.uniform() < 0.5 else signs(rng, len(X)), "w": w}


def margin_wrong_side(rng: np.random.Generator) -> Args:
    """A separating w, but for one row of the other class; it may lie further from the plane than others."""
    X, y, w = separated(rng, *size(rng))
    y[int(rng.integers(len(y)))] *= -1
    return {"X": X, "y": y, "w": w}


def margin_one_row(rng: np.random.Generator) -> Args:
    """A single row."""
    X, y, w = separated(rng, 1, int(rng.integers(2, 5)))
    return {"X": X, "y": rng.choice([-1.0, 1.0]) * y, "w": w}


def margin_on_the_plane(rng: np.random.Generator) -> Args:
    """A separating w, but for one row that lies on its plane."""
    n, d = size(rng)
    w, x = orthogonal(rng, d)
    X = np.array([row for row in eighths(rng, 4 * n, d) if row @ w != 0][:n])
    y = np.sign(X @ w)
    return {"X": np.vstack([X, x]), "y": np.append(y, signs(rng, 1)), "w": w}


# perceptron_update(w, x, y, rule)


def update_with(rng: np.random.Generator, low: float, high: float, rule: str | None = None) -> Args:
    """One row whose score y wᵀx lies in [low, high)."""
    while True:
        d = int(rng.integers(2, 6))
        w, x, y = direction(rng, d), eighths(rng, d), float(signs(rng, 1)[0])
        if x.any() and low <= y * (w @ x) < high:
            return {"w": w, "x": x, "y": y, "rule": rule or str(rng.choice(["classic", "margin"]))}


def update_ordinary(rng: np.random.Generator) -> Args:
    """A sign error, a violation with the right sign, or a row that is well right; either rule."""
    low, high = [(-5.0, -0.1), (0.1, 0.9), (0.1, 0.9), (1.1, 5.0)][int(rng.integers(4))]
    return update_with(rng, low, high)


def update_just_right(rng: np.random.Generator, rule: str) -> Args:
    """The right sign, but a score below 1: here the two rules part."""
    return update_with(rng, 0.1, 0.9, rule)


def update_at_zero(rng: np.random.Generator) -> Args:
    """A score of exactly 0: the start of every run, or a row on the plane."""
    d = int(rng.integers(2, 6))
    w, x = orthogonal(rng, d)
    w = w if rng.uniform() < 0.5 else np.zeros(d)
    return {"w": w, "x": x, "y": float(signs(rng, 1)[0]), "rule": "classic"}


def update_at_one(rng: np.random.Generator) -> Args:
    """A score of exactly 1 under the margin rule."""
    w, x = orthogonal(rng, int(rng.integers(2, 6)))
    i = int(np.argmax(np.abs(w)))
    w[i] = np.sign(w[i]) * 2.0 ** rng.integers(-1, 2)  # a power of two: its inverse is exact
    y = float(signs(rng, 1)[0])
    x[i] = 0.0
    x[i] = (y - w @ x) / w[i]
    return {"w": w, "x": x, "y": y, "rule": "margin"}


# train_perceptron(X, y, rule, max_epochs)


def train_on_separable(rng: np.random.Generator, rule: str) -> Args:
    """Separable rows, with more passes allowed than any run needs."""
    X, y, _ = separated(rng, *size(rng))
    return {"X": X, "y": y, "rule": rule, "max_epochs": 500}


def train_cut_short(rng: np.random.Generator) -> Args:
    """Rows that no w separates: each x comes with both labels. Only max_epochs ends the run."""
    n, d = size(rng)
    X = direction(rng, d) + eighths(rng, n, d, reach=4)
    X, y = np.vstack([X, X[::-1]]), np.append(np.ones(n), -np.ones(n))
    return {
        "X": X,
        "y": y,
        "rule": str(rng.choice(["classic", "margin"])),
        "max_epochs": int(rng.integers(2, 6)),
    }


def train_with_ties(rng: np.random.Generator, rule: str) -> Args:
    """Unit vectors: after one update each scores exactly 1, and before it exactly 0."""
    d = int(rng.integers(3, 6))
    X = rng.permutation(np.eye(d))
    return {"X": X, "y": signs(rng, d), "rule": rule, "max_epochs": 10}


# mistake_bound(X, gamma, rule)


def bound_ordinary(rng: np.random.Generator) -> Args:
    """Rows with their margin under some w, and either rule."""
    X, _, w = separated(rng, *size(rng))
    gamma = float(np.abs(X @ w).min() / np.sqrt(w @ w))
    return {"X": X, "gamma": gamma, "rule": str(rng.choice(["classic", "margin"]))}


def bound_scaled(rng: np.random.Generator) -> Args:
    """The same, with X and γ ten times as large or as small."""
    args = bound_ordinary(rng)
    c = float(rng.choice([0.1, 10.0]))
    return {**args, "X": c * args["X"], "gamma": c * args["gamma"]}


def bound_one_row(rng: np.random.Generator) -> Args:
    """A single row, whose best margin is its own length."""
    X = direction(rng, int(rng.integers(2, 5)))[None, :]
    return {"X": X, "gamma": float(np.sqrt((X**2).sum())), "rule": str(rng.choice(["classic", "margin"]))}


# perceptron_loss_grad(w, X, y, rule)


def loss_smooth(rng: np.random.Generator, rule: str) -> Args:
    """Some rows cost something and some do not, none close to a kink."""
    kink = 1.0 if rule == "margin" else 0.0
    while True:
        n, d = size(rng)
        X, y, w = rng.normal(size=(n, d)), signs(rng, n), rng.normal(size=d)
        scores = y * (X @ w)
        if 1 < (scores < kink).sum() < n - 1 and np.abs(scores - kink).min() > 0.05:
            return {"w": w, "X": X, "y": y, "rule": rule}


def loss_one_row(rng: np.random.Generator) -> Args:
    """A single row that costs something."""
    one = update_with(rng, -5.0, -0.1)
    return {"w": one["w"], "X": one["x"][None, :], "y": np.array([one["y"]]), "rule": one["rule"]}


def loss_nothing_due(rng: np.random.Generator) -> Args:
    """Every row right by more than 1: the gradient is zero."""
    X, y, w = separated(rng, *size(rng))
    return {"w": 8.0 * w, "X": X, "y": y, "rule": str(rng.choice(["classic", "margin"]))}


def loss_on_kinks(rng: np.random.Generator) -> Args:
    """Two rows exactly on the kink, among others."""
    one = update_at_zero(rng) if rng.uniform() < 0.5 else update_at_one(rng)
    others = eighths(rng, 5, len(one["w"]))
    X = np.vstack([others, one["x"], one["x"]])
    y = np.append(signs(rng, 5), [one["y"], one["y"]])
    return {"w": one["w"], "X": X, "y": y, "rule": one["rule"]}
