"""`two_hidden_grads`: a network with two hidden layers, tanh then ReLU, and the squared error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, GradientExercise
from course.exercises.training import hints
from course.exercises.training.deep_mistakes import MISTAKES, backward, forward
from course.exercises.training.draws import LESSON, WITHHELD, all_apart, normal, sizes
from course.exercises.until import until

PARTS = ("W1", "b1", "W2", "b2", "W3", "b3")
CLEAR = 0.02
"""How far from ReLU's kink every sum is: a difference never steps over it."""
SINGLE = 1e-6
"""How far off an honest float32 answer may be: where sums cancel it keeps fewer digits, and would lose points."""
BESIDE = 0.05
"""How far from the kink two sums of ordinary inputs are, one on either side: a gate that opens a little too early or
too late shows at every seed."""
LEAST = 2e-2
"""No part of the answer is all smaller."""


def _draw(rng: np.random.Generator, n: int, d: int, h: int, m: int, k: int, *, near: bool = False) -> Args:
    params = {
        "W1": 0.5 * normal(rng, h, d), "b1": 0.5 * normal(rng, h),
        "W2": normal(rng, m, h), "b2": normal(rng, m),
        "W3": normal(rng, k, m), "b3": normal(rng, k),
    }  # fmt: skip
    X = normal(rng, n, d)
    if near:
        for unit, side in enumerate((-BESIDE, BESIDE)):
            params["b2"][unit] += side - forward(params, X)["Z2"][rng.integers(n), unit]
    return {"params": params, "X": X, "Y": normal(rng, n, k)}


def _clear(args: Args) -> bool:
    kept = forward(args["params"], args["X"])
    if np.abs(kept["Z2"]).min() < CLEAR:
        return False
    right, single = backward(**args), backward(**_in_single(args))
    off = {part: np.abs(single[part] - right[part]).max() for part in PARTS}
    sizes_of = {part: np.abs(right[part]).max() for part in PARTS}
    return all(sizes_of[part] >= LEAST and off[part] <= SINGLE * max(1.0, sizes_of[part]) for part in PARTS)


def _in_single(args: Args) -> dict[str, Any]:
    params = {name: value.astype(np.float32) for name, value in args["params"].items()}
    return {"params": params, "X": args["X"].astype(np.float32), "Y": args["Y"].astype(np.float32)}


def _tells(args: Args) -> bool:
    """Some units are on and some are off, and neither a part nor a mistake is hidden by small numbers."""
    return _clear(args) and all_apart(args, backward(**args), MISTAKES)


def _ordinary(rng: np.random.Generator) -> Args:
    def draw() -> Args:
        n, d, h, m, k = sizes(rng, 5)
        return _draw(rng, n, d, h, m, k, near=True)

    return until(draw, _tells)


def _one_example(rng: np.random.Generator) -> Args:
    return until(lambda: _draw(rng, 1, *sizes(rng, 4)), _clear)


def _one_output(rng: np.random.Generator) -> Args:
    def draw() -> Args:
        n, d, h, m = sizes(rng, 4)
        return _draw(rng, n, d, h, m, 1)

    return until(draw, _clear)


def _silent_unit(rng: np.random.Generator) -> Args:
    """A ReLU unit that is off for every example: it learns nothing, and the rest does."""

    def draw() -> Args:
        args = _draw(rng, *sizes(rng, 5))
        args["params"]["b2"][0] = -9.0
        return args

    def fits(args: Args) -> bool:
        return _clear(args) and bool((forward(args["params"], args["X"])["Z2"][:, 0] < 0).all())

    return until(draw, fits)


def _loss(params: dict[str, Array], X: Array, Y: Array) -> Any:
    return np.mean(np.sum((forward(params, X)["out"] - Y) ** 2, axis=1))


def _examples(params: dict[str, Array], X: Array, Y: Array) -> list[Callable[..., Any]]:
    def row(i: int) -> Callable[..., Any]:
        return lambda params, X, Y: np.sum((forward(params, X[i : i + 1])["out"] - Y[i]) ** 2) / len(X)

    return [row(i) for i in range(len(X))]


TWO_HIDDEN_GRADS = GradientExercise(
    id="two_hidden_grads",
    lesson=LESSON,
    title="Two hidden layers, two activations",
    points=6,
    signature=("params", "X", "Y"),
    parts=PARTS,
    form="dict",
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("a batch of one", _one_example, trials=2),
        Case("one output", _one_output, trials=2),
        Case("a ReLU unit that is off for every example", _silent_unit, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.DEEP),
    hints=hints.DEEP_HINTS,
    withheld=WITHHELD,
    shapes={"W1": "(h, d), as W1", "b1": "(h,), as b1", "W2": "(m, h), as W2", "b2": "(m,), as b2",
            "W3": "(k, m), as W3", "b3": "(k,), as b3"},
    loss=_loss,
    wrt={part: f"params.{part}" for part in PARTS},
    examples=_examples,
    analytic=False,
)  # fmt: skip
