"""Inputs for the perceptron's exercises.

Most are eighths of small whole numbers. Sums and products of those are exact in float64 and in float32,
in any order, so a loop, an einsum and a float32 answer all decide alike; ties are drawn on purpose.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np

from course.exercises.spec import Args, Array
from course.exercises.until import until

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
    return until(lambda: eighths(rng, d), lambda w: bool(w @ w > 0.5 and w @ w != 1.0))


def size(rng: np.random.Generator) -> tuple[int, int]:
    """n rows and d columns, n > d."""
    d = int(rng.integers(2, 5))
    return d + int(rng.integers(3, 8)), d


def separated(rng: np.random.Generator, n: int, d: int) -> tuple[Array, Array, Array]:
    """X (n, d), y (n,) and a w (d,) that separates them with a margin of at least `LEAST_MARGIN`."""
    w = direction(rng, d)
    least = LEAST_MARGIN * np.sqrt(w @ w)
    X = np.array([until(lambda: eighths(rng, d), lambda x: bool(abs(x @ w) >= least)) for _ in range(n)])
    return X, np.sign(X @ w), w


def orthogonal(rng: np.random.Generator, d: int) -> Array:
    """A weight vector of eighths and, below it, one at a right angle to it: (2, d)."""
    w, x = direction(rng, d), np.zeros(d)
    i = int(np.argmax(np.abs(w)))  # not zero, so x is not zero either
    j = (i + 1) % d
    x[i], x[j] = -w[j], w[i]
    return np.array([w, x])


# margin(X, y, w)


def margin_separated(rng: np.random.Generator) -> Args:
    """A w that separates: the margin is positive."""
    X, y, w = separated(rng, *size(rng))
    return {"X": X, "y": y, "w": w}


def margin_mixed(rng: np.random.Generator) -> Args:
    """Labels at random, at least one right and one wrong: the margin is negative."""
    X, right, w = separated(rng, *size(rng))
    y = until(lambda: signs(rng, len(X)), lambda y: bool((y == right).any() and (y != right).any()))
    return {"X": X, "y": y, "w": w}


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


def update_with(
    rng: np.random.Generator, low: float, high: float, rule: str, labels: tuple[float, ...] = (-1.0, 1.0)
) -> Args:
    """One row, its label one of ``labels``, whose score y wᵀx lies in [low, high)."""

    def draw() -> Args:
        d = int(rng.integers(2, 6))
        return {"w": direction(rng, d), "x": eighths(rng, d), "y": float(rng.choice(labels)), "rule": rule}

    return until(draw, lambda a: bool(a["x"].any() and low <= a["y"] * (a["w"] @ a["x"]) < high))


UPDATE_ORDINARY = tuple(
    partial(update_with, low=low, high=high, rule=rule, labels=(label,))
    for low, high in ((-5.0, -0.1), (0.1, 0.9), (1.1, 5.0))
    for rule in ("classic", "margin")
    for label in (-1.0, 1.0)
)
"""A sign error, a violation with the right sign, a row that is well right: under both rules, with both labels."""


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


class _Run(NamedTuple):
    """What a training run did, as far as a miscount could hide in it."""

    w: Array
    counts: list[int]
    """Updates in each pass; the last is 0 if the run came to its end."""
    sign_errors: int
    tied: bool
    """Whether a score was exactly 0 (but at the start) or exactly 1."""


def _run(X: Array, y: Array, rule: str, max_epochs: int) -> _Run:
    w, counts, sign_errors, tied = np.zeros(X.shape[1]), list[int](), 0, False
    while len(counts) < max_epochs and (not counts or counts[-1]):
        counts.append(0)
        for x, label in zip(X, y, strict=True):
            score = label * (w @ x)
            tied |= score == 1.0 or (score == 0.0 and bool(w.any()))
            if score <= 0.0 or (rule == "margin" and score < 1.0):
                w = w + label * x
                counts[-1] += 1
                sign_errors += score <= 0.0
    return _Run(w, counts, sign_errors, tied)


def _telling(X: Array, y: Array, rule: str, max_epochs: int) -> bool:
    """Whether every usual miscount gives a number of its own, both rules end apart, and no score is a tie.

    Else the marks of an answer that counts the wrong thing would hang on the seed.
    """
    mine, other = (_run(X, y, name, max_epochs) for name in (rule, "classic" if rule == "margin" else "margin"))
    updates, passes = sum(mine.counts), len(mine.counts)
    wrong = [passes, mine.counts[0], mine.counts[-1], passes * len(X), sum(other.counts)]
    if rule == "margin":  # under the classic rule these are the updates
        wrong.append(mine.sign_errors)
    apart = bool(mine.w.any()) and bool((mine.w != other.w).any())
    return apart and not mine.tied and updates not in wrong and len(set(wrong)) == len(wrong)


def train_on_separable(rng: np.random.Generator, rule: str) -> Args:
    """Separable rows, with more passes allowed than any run needs."""

    def draw() -> Args:
        X, y, _ = separated(rng, *size(rng))
        return {"X": X, "y": y, "rule": rule, "max_epochs": 500}

    return until(draw, lambda args: _telling(**args))


def train_cut_short(rng: np.random.Generator, rule: str) -> Args:
    """Rows that no w separates: one of them comes with both labels. Only max_epochs ends the run.

    One pass more would end elsewhere. It need not: once the other rows are right, the pair pushes w there and back.
    """

    def draw() -> Args:
        X, y, _ = separated(rng, *size(rng))
        X, y, most = np.vstack([X, X[0]]), np.append(y, -y[0]), int(rng.integers(3, 6))
        return {"X": X, "y": y, "rule": rule, "max_epochs": most}

    def fits(args: Args) -> bool:
        if not _telling(**args):
            return False
        longer = args | {"max_epochs": args["max_epochs"] + 1}
        return bool((_run(**args).w != _run(**longer).w).any())

    return until(draw, fits)


def train_with_ties(rng: np.random.Generator, rule: str) -> Args:
    """Unit vectors: after one update each scores exactly 1, and before it exactly 0."""
    d = int(rng.integers(3, 6))
    X = rng.permutation(np.eye(d))
    return {"X": X, "y": signs(rng, d), "rule": rule, "max_epochs": 10}


# mistake_bound(X, gamma, rule)


def bound_ordinary(rng: np.random.Generator, rule: str) -> Args:
    """Rows with their margin under some w."""
    X, _, w = separated(rng, *size(rng))
    return {"X": X, "gamma": float(np.abs(X @ w).min() / np.sqrt(w @ w)), "rule": rule}


def bound_scaled(rng: np.random.Generator, rule: str, c: float) -> Args:
    """The same, with X and γ c times as large."""
    args = bound_ordinary(rng, rule)
    return {**args, "X": c * args["X"], "gamma": c * args["gamma"]}


def bound_one_row(rng: np.random.Generator, rule: str) -> Args:
    """A single row, whose best margin is its own length."""
    X = direction(rng, int(rng.integers(2, 5)))[None, :]
    return {"X": X, "gamma": float(np.sqrt((X**2).sum())), "rule": rule}


# perceptron_loss_grad(w, X, y, rule)


BESIDE_KINK = 0.003
"""How far the scores of two rows lie from the kink: no threshold that is off by 1/200 gets by them."""


def loss_smooth(rng: np.random.Generator, rule: str) -> Args:
    """Some rows cost something and some do not; one lies just to either side of the kink, none on it."""
    kink = 1.0 if rule == "margin" else 0.0

    def draw() -> tuple[Array, Array, Array]:
        n, d = size(rng)
        return rng.normal(size=(n, d)), signs(rng, n), rng.normal(size=d)

    def fits(drawn: tuple[Array, Array, Array]) -> bool:
        X, y, w = drawn
        above = y * (X @ w) - kink
        return bool(0 < (above[2:] < 0).sum() < len(y) - 2 and np.abs(above).min() > 0.05 and w @ w > 0.5)

    X, y, w = until(draw, fits)
    beside = kink + np.array([-BESIDE_KINK, BESIDE_KINK])
    X[:2] += np.outer(y[:2] * (beside - y[:2] * (X[:2] @ w)), w) / (w @ w)
    return {"w": w, "X": X, "y": y, "rule": rule}


def loss_one_row(rng: np.random.Generator, rule: str) -> Args:
    """A single row that costs something."""
    one = update_with(rng, -5.0, -0.1, rule)
    return {"w": one["w"], "X": one["x"][None, :], "y": np.array([one["y"]]), "rule": one["rule"]}


def loss_nothing_due(rng: np.random.Generator, rule: str) -> Args:
    """Every row right by more than 1: the gradient is zero."""
    X, y, w = separated(rng, *size(rng))
    return {"w": 8.0 * w, "X": X, "y": y, "rule": rule}


def loss_on_kinks(rng: np.random.Generator, rule: str) -> Args:
    """Two rows exactly on the kink, among others."""
    at_kink = update_at_one if rule == "margin" else update_at_zero
    one = until(lambda: at_kink(rng), lambda args: bool(args["w"].any()))  # w = 0 puts every row on the kink

    def fits(drawn: tuple[Array, Array]) -> bool:
        scores = drawn[1] * (drawn[0] @ one["w"])  # one row right by less than 1: there the two rules part
        return bool(((scores > 0) & (scores < 1)).any() and not np.isin(scores, (0.0, 1.0)).any())

    others, labels = until(lambda: (eighths(rng, 5, len(one["w"])), signs(rng, 5)), fits)
    X = np.vstack([others, one["x"], one["x"]])
    y = np.append(labels, [one["y"], one["y"]])
    return {"w": one["w"], "X": X, "y": y, "rule": one["rule"]}
