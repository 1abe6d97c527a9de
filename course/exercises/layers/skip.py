"""`residual_backward`: the gradients of x + F(x), where F has two layers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.layers import hints
from course.exercises.layers.draws import LESSON, WITHHELD, normal, sizes
from course.exercises.pointed import pointed
from course.exercises.single import keeps_digits
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake
from course.exercises.until import until

Grads = dict[str, Array]


def _draw(rng: np.random.Generator, n: int, d: int, h: int) -> Args:
    def draw() -> Args:
        return {"W1": normal(rng, h, d), "W2": normal(rng, d, h), "X": normal(rng, n, d), "dY": normal(rng, n, d)}

    return until(draw, lambda args: keeps_digits(_grads, args))


def _ordinary(rng: np.random.Generator) -> Args:
    return _draw(rng, *sizes(rng, 3, 2, 5))


def _one_example(rng: np.random.Generator) -> Args:
    return _draw(rng, 1, *sizes(rng, 2))


def _one_hidden(rng: np.random.Generator) -> Args:
    n, d = sizes(rng, 2)
    return _draw(rng, n, d, 1)


def _branch_off(rng: np.random.Generator) -> Args:
    """W2 = 0: the block does nothing, as at a common start, and yet W2 must learn."""
    args = _ordinary(rng)
    return {**args, "W2": np.zeros_like(args["W2"])}


def _loss(W1: Array, W2: Array, X: Array, dY: Array) -> Any:
    return np.sum(dY * (X + np.tanh(X @ W1.T) @ W2.T))


def _examples(W1: Array, W2: Array, X: Array, dY: Array) -> list[Callable[..., Any]]:
    def row(i: int) -> Callable[..., Any]:
        return lambda W1, W2, X, dY: np.sum(dY[i] * (X[i] + W2 @ np.tanh(W1 @ X[i])))

    return [row(i) for i in range(len(X))]


def _grads(
    W1: Array, W2: Array, X: Array, dY: Array, slope: Callable[[Array, Array], Any] = lambda Z, A: 1 - A**2
) -> Grads:
    Z = X @ W1.T
    A = np.tanh(Z)
    dZ = (dY @ W2) * slope(Z, A)
    return {"dW1": dZ.T @ X, "dW2": dY.T @ A, "dX": dY + dZ @ W1}


def _slope(slope: Callable[[Array, Array], Any]) -> Callable[..., Grads]:
    """The right W2, and the rest with another slope of tanh."""
    return lambda W1, W2, X, dY: _grads(W1, W2, X, dY, slope)


def _upstream(change: Callable[[Array], Array]) -> Callable[..., Grads]:
    return lambda W1, W2, X, dY: _grads(W1, W2, X, change(dY))


def _at_x(combine: Callable[[Array, Array, Array], Array]) -> Callable[..., Grads]:
    """dX from (dY, what comes back through F, X)."""

    def make(W1: Array, W2: Array, X: Array, dY: Array) -> Grads:
        return {"dX": combine(dY, _grads(W1, W2, X, dY)["dX"] - dY, X)}

    return make


def _skipped(W1: Array, W2: Array, X: Array, dY: Array) -> Grads:
    """The skip connection handed on to F as well: its input gradient sees twice the upstream one."""
    return {"dX": _grads(W1, W2, X, 2 * dY)["dX"]}


def _before_activation(W1: Array, W2: Array, X: Array, dY: Array) -> Grads:
    return {"dW2": dY.T @ (X @ W1.T)}


def _means(W1: Array, W2: Array, X: Array, dY: Array) -> Grads:
    right = _grads(W1, W2, X, dY)
    return {"dW1": right["dW1"] / len(X), "dW2": right["dW2"] / len(X)}


def _last(W1: Array, W2: Array, X: Array, dY: Array) -> Grads:
    right = _grads(W1, W2, X[-1:], dY[-1:])
    return {"dW1": right["dW1"], "dW2": right["dW2"]}


def _transposed(W1: Array, W2: Array, X: Array, dY: Array) -> Grads:
    right = _grads(W1, W2, X, dY)
    return {"dW1": right["dW1"].T, "dW2": right["dW2"].T}


def _swapped(W1: Array, W2: Array, X: Array, dY: Array) -> Grads:
    right = _grads(W1, W2, X, dY)
    return {"dW1": right["dW2"], "dW2": right["dW1"]}


MISTAKES = (
    Mistake("skip-forgotten", "dX holds what comes back through F alone: x also reaches the output directly.",
            _at_x(lambda dY, through, X: through)),
    Mistake("branch-forgotten", "dX holds what comes back on the skip connection alone: x also goes through F.",
            _at_x(lambda dY, through, X: dY)),
    Mistake("multiplied", "In dX the two ways are multiplied; they meet at x, and there gradients add up.",
            _at_x(lambda dY, through, X: dY * through)),
    Mistake("input-added", "The input itself was added to dX, where the gradient on the skip connection belongs.",
            _at_x(lambda dY, through, X: X + through)),
    Mistake("skip-subtracted", "In dX one of the two ways has the wrong sign.",
            _at_x(lambda dY, through, X: dY - through)),
    Mistake("skip-averaged", "dX is the mean of the two ways; their gradients add up.",
            _at_x(lambda dY, through, X: (dY + through) / 2)),
    Mistake("skip-counted-twice", "What comes back is doubled: the skip connection and F each get dY once.",
            _skipped),
    Mistake("activation-slope-missing", "The slope of tanh is missing.", _slope(lambda Z, A: 1.0)),
    Mistake("activation-slope-at-input", "The slope of tanh is written in terms of its output but was given "
            "its input.",
            _slope(lambda Z, A: 1 - Z**2)),
    Mistake("activation-slope-unsquared", "The slope of tanh lacks a square.", _slope(lambda Z, A: 1 - A)),
    Mistake("before-activation", "dW2 was formed with what goes into tanh; W2 multiplies what comes out of it.",
            _before_activation),
    Mistake("sign-flipped", "Every gradient has the wrong sign.", _upstream(np.negative)),
    Mistake("upstream-ignored", "The result does not depend on the values in dY: the upstream gradient was left "
            "out.", _upstream(np.ones_like)),
    Mistake("mean-taken-twice", "dW1 and dW2 are divided by the number of examples, but any mean over examples is "
            "already inside dY.", _means),
    Mistake("last-example-only", "dW1 and dW2 hold the last example alone.", _last),
    Mistake("transposed", "dW1 and dW2 are the transposes of what they should be.", _transposed),
    Mistake("swapped", "dW1 and dW2 have changed places.", _swapped),
)  # fmt: skip

RESIDUAL_BACKWARD = GradientExercise(
    id="residual_backward",
    lesson=LESSON,
    title="A residual block, backwards",
    points=3,
    signature=("W1", "W2", "X", "dY"),
    parts=("dW1", "dW2", "dX"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("one example", _one_example, trials=2),
        Case("one hidden unit", _one_hidden, trials=2),
        Case("a block that does nothing yet (W2 = 0)", _branch_off, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.RESIDUAL),
    hints=hints.RESIDUAL_HINTS,
    withheld=WITHHELD,
    shapes={"dW1": "(h, d), as W1", "dW2": "(d, h), as W2", "dX": "(n, d), as X"},
    loss=_loss,
    wrt={"dW1": "W1", "dW2": "W2", "dX": "X"},
    examples=_examples,
)
