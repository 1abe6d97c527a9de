"""`linear_backward`: the gradient of a dense layer for a batch of rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.backprop import hints
from course.exercises.backprop.draws import ENGINE, normal, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake


def _draw(rng: np.random.Generator, n: int, out: int, into: int) -> Args:
    return {
        "W": normal(rng, out, into),
        "b": normal(rng, out),
        "X": normal(rng, n, into),
        "dZ": normal(rng, n, out),
    }


def _ordinary(rng: np.random.Generator) -> Args:
    return _draw(rng, *sizes(rng, 3))


def _one_example(rng: np.random.Generator) -> Args:
    return _draw(rng, 1, *sizes(rng, 2))


def _one_unit(rng: np.random.Generator) -> Args:
    n, into = sizes(rng, 2)
    return _draw(rng, n, 1, into)


def _one_feature(rng: np.random.Generator) -> Args:
    n, out = sizes(rng, 2)
    return _draw(rng, n, out, 1)


def _loss(W: Array, b: Array, X: Array, dZ: Array) -> Any:
    return np.sum(dZ * (X @ W.T + b))


def _examples(W: Array, b: Array, X: Array, dZ: Array) -> list[Callable[..., Any]]:
    def row(i: int) -> Callable[..., Any]:
        return lambda W, b, X, dZ: np.sum(dZ[i] * (W @ X[i] + b))

    return [row(i) for i in range(len(X))]


def _sign(W: Array, b: Array, X: Array, dZ: Array) -> dict[str, Array]:
    return {"dW": -dZ.T @ X, "db": -dZ.sum(axis=0), "dX": -dZ @ W}


def _extra_mean(W: Array, b: Array, X: Array, dZ: Array) -> dict[str, Array]:
    return {"dW": dZ.T @ X / len(X), "db": dZ.mean(axis=0)}


def _transposed(W: Array, b: Array, X: Array, dZ: Array) -> dict[str, Array]:
    return {"dW": X.T @ dZ}


def _rows_mixed(W: Array, b: Array, X: Array, dZ: Array) -> dict[str, Array]:
    return {"dW": np.ones_like(W) * (dZ.sum(axis=1) @ X)}


def _upstream_ignored(W: Array, b: Array, X: Array, dZ: Array) -> dict[str, Array]:
    ones = np.ones_like(dZ)
    return {"dW": ones.T @ X, "db": ones.sum(axis=0), "dX": ones @ W}


def _last_only(W: Array, b: Array, X: Array, dZ: Array) -> dict[str, Array]:
    return {"dW": np.outer(dZ[-1], X[-1]), "db": dZ[-1]}


def _first_only(W: Array, b: Array, X: Array, dZ: Array) -> dict[str, Array]:
    return {"dW": np.outer(dZ[0], X[0]), "db": dZ[0]}


def _bias_mean(W: Array, b: Array, X: Array, dZ: Array) -> dict[str, Array]:
    return {"db": dZ.mean(axis=0)}


def _bias_unsummed(W: Array, b: Array, X: Array, dZ: Array) -> dict[str, Array]:
    return {"db": dZ.copy()}


def _bias_wrong_axis(W: Array, b: Array, X: Array, dZ: Array) -> dict[str, Array]:
    return {"db": dZ.sum(axis=1)}


def _bias_collapsed(W: Array, b: Array, X: Array, dZ: Array) -> dict[str, Array]:
    return {"db": np.full_like(b, dZ.sum())}


MISTAKES = (
    Mistake("sign-flipped", "Every gradient has the wrong sign.", _sign),
    Mistake("mean-taken-twice", "dW and db are divided by the number of examples, but any mean over examples is "
            "already inside dZ.", _extra_mean),
    Mistake("transposed", "dW is the transpose of what it should be: its shape must be the shape of W.",
            _transposed),
    Mistake("rows-mixed", "Every row of dW holds the same sum, as if each weight reached all outputs; a weight "
            "reaches only the output of its own row.", _rows_mixed),
    Mistake("upstream-ignored", "The result does not depend on the values in dZ: the upstream gradient was left "
            "out.", _upstream_ignored),
    Mistake("last-example-only", "dW and db hold the last example alone: something is overwritten where it should "
            "be added up.", _last_only),
    Mistake("first-example-only", "dW and db hold the first example alone; every row of the batch counts.",
            _first_only),
    Mistake("bias-averaged", "db is averaged over the batch, but the examples' contributions add up.", _bias_mean),
    Mistake("bias-not-summed", "db still has one row an example; it must have the shape of b.", _bias_unsummed),
    Mistake("bias-wrong-axis", "db is summed over the outputs and not over the examples.", _bias_wrong_axis),
    Mistake("bias-collapsed", "Every entry of db is the same number, the sum over the whole of dZ; each output has "
            "its own bias.", _bias_collapsed),
)  # fmt: skip

LINEAR_BACKWARD = GradientExercise(
    id="linear_backward",
    lesson="07_backprop",
    title="A linear layer, backwards",
    points=4,
    signature=("W", "b", "X", "dZ"),
    parts=("dW", "db", "dX"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("a batch of one", _one_example, share=1, trials=2),
        Case("a layer with one output", _one_unit, share=1, trials=2),
        Case("a layer with one input", _one_feature, share=1, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.LINEAR),
    hints=hints.LINEAR_HINTS,
    withheld=ENGINE,
    shapes={"dW": "(out, in), as W", "db": "(out,), as b", "dX": "(n, in), as X"},
    loss=_loss,
    wrt={"dW": "W", "db": "b", "dX": "X"},
    examples=_examples,
)
