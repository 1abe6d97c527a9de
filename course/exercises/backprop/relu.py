"""`relu_backward`: the upstream gradient through max(0, z)."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.exercises.backprop import hints
from course.exercises.backprop.draws import ENGINE, normal, size, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake


def _draw(rng: np.random.Generator, *shape: int) -> Args:
    Z, dA = normal(rng, *shape), normal(rng, *shape)
    # One gate of each kind in every batch, else a wrong mask may pass by luck on a small one.
    Z.flat[0], Z.flat[1] = abs(Z.flat[0]), -abs(Z.flat[1])
    dA.flat[0], dA.flat[1] = -abs(dA.flat[0]), abs(dA.flat[1])
    return {"Z": Z, "dA": dA}


def _ordinary(rng: np.random.Generator) -> Args:
    n, units = sizes(rng, 2)
    args = _draw(rng, n + 1, units + 1)
    # One entry just to either side of 0: a gate that opens a little early or late must not pass by luck.
    args["Z"].flat[3], args["Z"].flat[4] = rng.uniform(0.01, 0.05), -rng.uniform(0.01, 0.05)
    return args


def _vector(rng: np.random.Generator) -> Args:
    args = _draw(rng, size(rng) + 2)
    # Each sign of Z with each sign of dA: then the smallest case tells one wrong gate from another.
    for name in ("Z", "dA"):
        args[name][2:4] = np.abs(args[name][2:4]) * (1.0, -1.0)
    return args


def _kinks(rng: np.random.Generator) -> Args:
    # Too large for a card to write out: what it would show at a kink is the mean of the two slopes, not the 0 that
    # the lesson takes.
    n, units = sizes(rng, 2)
    args = _draw(rng, n + 2, units + 2)
    args["Z"].flat[2::3] = 0.0
    return args


def _all_shut(rng: np.random.Generator) -> Args:
    args = _ordinary(rng)
    return {"Z": -np.abs(args["Z"]), "dA": args["dA"]}


def _loss(Z: Array, dA: Array) -> Any:
    return np.sum(dA * np.maximum(Z, 0.0))


def _examples(Z: Array, dA: Array) -> list[Any]:
    def row(i: int) -> Any:
        return lambda Z, dA: np.sum(dA[i] * np.maximum(Z[i], 0.0))

    return [row(i) for i in range(len(Z))]


def _one(make: Any) -> Any:
    return lambda Z, dA: {"dZ": np.asarray(make(Z, dA), dtype=float)}


MISTAKES = (
    Mistake("sign-flipped", "dZ has the wrong sign everywhere.", _one(lambda Z, dA: -dA * (Z > 0))),
    Mistake("upstream-ignored", "dZ is the slope of ReLU alone: the upstream gradient dA was left out.",
            _one(lambda Z, dA: Z > 0)),
    Mistake("no-mask", "dA came through unchanged, also at the units that were off.", _one(lambda Z, dA: dA.copy())),
    Mistake("mask-inverted", "The gate is the wrong way round: dA passes where Z is negative and stops where it is "
            "positive.", _one(lambda Z, dA: dA * (Z < 0))),
    Mistake("mask-from-upstream", "The gate looks at the sign of dA; what the forward pass saw in Z decides.",
            _one(lambda Z, dA: np.maximum(dA, 0.0))),
    Mistake("forward-pass", "This is ReLU of Z; what comes back through it is asked for, and that begins with dA.",
            _one(lambda Z, dA: np.maximum(Z, 0.0))),
    Mistake("value-for-slope", "dA is multiplied by the value of ReLU where its slope belongs.",
            _one(lambda Z, dA: dA * np.maximum(Z, 0.0))),
    Mistake("input-for-slope", "dA is multiplied by Z itself where the slope of ReLU belongs.",
            _one(lambda Z, dA: dA * Z)),
    Mistake("sign-for-slope", "Where a unit is off dA comes back with its sign changed; nothing should come back "
            "there.", _one(lambda Z, dA: dA * np.sign(Z))),
    Mistake("both-positive", "dA passes only where Z and dA are both positive; a negative dA counts as well.",
            _one(lambda Z, dA: np.where((Z > 0) & (dA > 0), dA, 0.0))),
    Mistake("sums-taken", "dZ holds sums over the batch; each example keeps its own row.",
            _one(lambda Z, dA: (dA * (Z > 0)).sum(axis=0))),
)  # fmt: skip

RELU_BACKWARD = GradientExercise(
    id="relu_backward",
    lesson="07_backprop",
    title="ReLU, backwards",
    points=2,
    signature=("Z", "dA"),
    parts=("dZ",),
    cases=(
        Case("ordinary inputs", _ordinary, share=4),
        Case("one vector", _vector, share=1, trials=2),
        Case("entries of Z that are exactly 0", _kinks, share=1, trials=2),
        Case("units that are all off", _all_shut, share=1, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.RELU),
    hints=hints.RELU_HINTS,
    withheld=ENGINE,
    shapes={"dZ": "as Z"},
    loss=_loss,
    wrt={"dZ": "Z"},
    examples=_examples,
    analytic=False,
)
