"""What `catching_check` has to decide about: right gradients and wrong ones, one famous blind spot a case.

A wrong one is off, in at least one entry, by half a per cent of that entry or more, and by more than 1e-8 of
`scale`. A right one is off by rounding alone, below 1e-12 of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.derivatives.draws import normal, sizes
from course.exercises.derivatives.protocols import norm_ratio
from course.exercises.derivatives.softmax import at_weights
from course.exercises.spec import Args, Array, Case, Draw
from course.exercises.until import until

SMALL = 2e-7
"""The size of a column of X whose weights get small entries in the gradient."""
SEEN = 2e-8
"""Of the scale: what a small entry with the wrong sign is off by, at least."""
UNSEEN = 1.5e-7
"""The most that such an entry adds to one norm over everything, whose famous bound is 2e-7."""

Change = Callable[[Array, Args, np.random.Generator], Array]
"""The right gradient (k, d), the arguments and a generator to the gradient that is claimed."""


def scale(X: Array, dP: Array) -> float:
    """The size of the products that a gradient adds up: max |dP| · max |X|."""
    return float(np.abs(dP).max() * np.abs(X).max())


def layer(rng: np.random.Generator) -> Args:
    """W (k, d), b (k,), X (n, d) and dP (n, k), of order 1; k, d and n differ, and k is at least 3."""
    n, k, d = sizes(rng, 3)
    n, k = (n, k) if k > 2 else (k, n)  # with two classes every probability is the other's mirror image
    return {"W": normal(rng, k, d), "b": normal(rng, k), "X": normal(rng, n, d), "dP": normal(rng, n, k)}


def _small_column(rng: np.random.Generator) -> Args:
    args = layer(rng)
    args["X"][:, 0] *= SMALL
    return args


def _upstream(factor: float) -> Draw:
    def draw(rng: np.random.Generator) -> Args:
        args = layer(rng)
        return args | {"dP": factor * args["dP"]}

    return draw


def _even_rows(rng: np.random.Generator) -> Args:
    """Each row of dP holds one number throughout: probabilities sum to 1, so the gradient is 0."""
    args = layer(rng)
    return args | {"dP": np.repeat(args["dP"][:, :1], args["dP"].shape[1], axis=1)}


def _claimed(draw: Draw, change: Change) -> Draw:
    def made(rng: np.random.Generator) -> Args:
        args = draw(rng)
        right = at_weights(args["W"], args["b"], args["X"], args["dP"])
        return args | {"claimed": change(right, args, rng)}

    return made


def _right(g: Array, args: Args, rng: np.random.Generator) -> Array:
    return g


def _times(factor: float) -> Change:
    return lambda g, args, rng: factor * g


def _jacobian_missing(g: Array, args: Args, rng: np.random.Generator) -> Array:
    return np.asarray(args["dP"].T @ args["X"])


def _largest_row(column: Array) -> int:
    return int(np.argmax(np.abs(column)))


def _seen(args: Args) -> bool:
    """Whether the small entry that was turned is clear of rounding, and yet lost in one norm."""
    right = at_weights(args["W"], args["b"], args["X"], args["dP"])
    return off(args)[0] >= SEEN and norm_ratio(args["claimed"], right) <= UNSEEN


def _turned(rng: np.random.Generator) -> Args:
    made = _claimed(_small_column, _small_turned)
    return until(lambda: made(rng), _seen)


def _one_halved(g: Array, args: Args, rng: np.random.Generator) -> Array:
    """The largest entry of the last column, or the one below it where that is dW[0, 0]'s own column."""
    wrong = g.copy()
    wrong[_largest_row(g[:, -1]), -1] *= 0.5
    return wrong


def _small_turned(g: Array, args: Args, rng: np.random.Generator) -> Array:
    """The larger entries lie in the other columns; column 0 is the small one, and its row 0 stays right."""
    wrong = g.copy()
    wrong[1 + _largest_row(g[1:, 0]), 0] *= -1.0
    return wrong


def _put(value: float, *, everywhere: bool = False) -> Change:
    def change(g: Array, args: Args, rng: np.random.Generator) -> Array:
        wrong = np.full_like(g, value) if everywhere else g.copy()
        wrong[-1, -1] = value
        return wrong

    return change


def _extra_axis(g: Array, args: Args, rng: np.random.Generator) -> Array:
    return g[None]


def _transposed(g: Array, args: Args, rng: np.random.Generator) -> Array:
    return g.T.copy()


def _both(draw: Draw, *wrong: Change) -> tuple[Draw, ...]:
    """A right gradient before each wrong one."""
    return tuple(_claimed(draw, change) for one in wrong for change in (_right, one))


def _case(name: str, draws: tuple[Draw, ...], share: float = 1.0) -> Case:
    return Case(name, draws, share=share, trials=max(len(draws), 4))


# The two sizes of dP lie so far apart that no fixed tolerance does for both: rounding at 1e9 exceeds a bug at 1e-9.
CASES: tuple[Case, ...] = (
    _case("ordinary inputs", _both(layer, _times(0.0), _times(-1.0), _times(2.0), _jacobian_missing), share=2),
    _case("one wrong entry among right ones", _both(layer, _one_halved)),
    _case("a small upstream gradient", _both(_upstream(1e-9), _times(0.0), _times(1.5))),
    _case("a large upstream gradient", _both(_upstream(1e9), _times(1.5), _one_halved)),
    _case("a small entry with the wrong sign", (_claimed(_small_column, _right), _turned)),
    _case("everything off by half a per cent", _both(layer, _times(1.005))),
    _case("a gradient that is 0", _both(_even_rows, _jacobian_missing)),
    Case("NaN and infinity", tuple(_claimed(layer, change) for change in (
        _put(np.nan), _put(np.nan, everywhere=True), _put(np.inf))), trials=3),
    Case("a claim of another shape", tuple(_claimed(layer, change) for change in (_extra_axis, _transposed)),
         trials=2),
)  # fmt: skip


def off(args: dict[str, Any]) -> tuple[float, tuple[int, ...]]:
    """How far the claim is off where it is worst, as a share of `scale`, and where; the shapes must be equal."""
    right = at_weights(args["W"], args["b"], args["X"], args["dP"])
    error = np.abs(np.asarray(args["claimed"]) - right)
    at = np.unravel_index(int(np.argmax(np.where(np.isnan(error), np.inf, error))), error.shape)
    return float(error[at]) / scale(args["X"], args["dP"]), tuple(int(i) for i in at)
