"""`two_layer_dx`: the gradient at the input of a small sigmoid network, where every hidden unit is a path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.activations import sigmoid
from course.exercises.backprop import hints
from course.exercises.backprop.draws import ENGINE, normal, size, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake
from course.losses import binary_cross_entropy


def _draw(rng: np.random.Generator, d: int, h: int, y: float = 1.0) -> Args:
    return {
        "W1": normal(rng, h, d),
        "b1": normal(rng, h),
        "w2": normal(rng, h),
        "b2": float(normal(rng)),
        "x": normal(rng, d),
        "y": y,
    }


def _ordinary(rng: np.random.Generator) -> Args:
    d, h = sizes(rng, 2)
    # Three hidden units or more: an answer written for the lesson's two must not pass by luck.
    return _draw(rng, d, h) if h > 2 else _draw(rng, h, d)


def _one_path(rng: np.random.Generator) -> Args:
    return _draw(rng, size(rng), 1)


def _one_feature(rng: np.random.Generator) -> Args:
    return _draw(rng, 1, size(rng))


def _label_zero(rng: np.random.Generator) -> Args:
    # A case of its own: here an answer that never looks at y is right.
    d, h = sizes(rng, 2)
    return _draw(rng, d, h, y=0.0)


def _loss(W1: Array, b1: Array, w2: Array, b2: float, x: Array, y: float) -> Any:
    return binary_cross_entropy(sigmoid(W1 @ x + b1) @ w2 + b2, y)


def _mistake(
    *,
    error: Callable[[Any, float], Any] = lambda p, y: p - y,
    slope: Callable[[Array, Array], Any] = lambda z, a: a * (1 - a),
    w2_of: Callable[[Array], Array] = lambda w2: w2,
    hidden_bias: float = 1.0,
    output_bias: float = 1.0,
) -> Callable[..., dict[str, Array]]:
    """The backward pass with one stage exchanged."""

    def make(W1: Array, b1: Array, w2: Array, b2: float, x: Array, y: float) -> dict[str, Array]:
        z = W1 @ x + hidden_bias * b1
        a = sigmoid(z)
        return {"dx": W1.T @ (error(sigmoid(w2 @ a + output_bias * b2), y) * w2_of(w2) * slope(z, a))}

    return make


def _paths(which: slice) -> Callable[..., dict[str, Array]]:
    """The paths through some of the hidden units alone."""

    def make(W1: Array, b1: Array, w2: Array, b2: float, x: Array, y: float) -> dict[str, Array]:
        return {"dx": W1[which].T @ _at_hidden(W1, b1, w2, b2, x, y)[which]}

    return make


def _at_hidden(W1: Array, b1: Array, w2: Array, b2: float, x: Array, y: float) -> Array:
    """The gradient (h,) at what goes into the hidden units."""
    a = sigmoid(W1 @ x + b1)
    return np.asarray((sigmoid(w2 @ a + b2) - y) * w2 * a * (1 - a))


def _paths_kept_apart(W1: Array, b1: Array, w2: Array, b2: float, x: Array, y: float) -> dict[str, Array]:
    return {"dx": W1.T * _at_hidden(W1, b1, w2, b2, x, y)}


def _for_the_weights(W1: Array, b1: Array, w2: Array, b2: float, x: Array, y: float) -> dict[str, Array]:
    return {"dx": np.outer(_at_hidden(W1, b1, w2, b2, x, y), x)}


def _paths_averaged(**args: Any) -> dict[str, Array]:
    return {"dx": _mistake()(**args)["dx"] / len(args["w2"])}


def _at_the_probability(p: Any, y: float) -> Any:
    return (p - y) / (p * (1 - p))


MISTAKES = (
    Mistake("last-path-only", "dx counts the path through the last hidden unit alone: something is overwritten "
            "where it should be added up.", _paths(slice(-1, None))),
    Mistake("first-path-only", "dx counts the path through the first hidden unit alone; x reaches the loss through "
            "all of them.", _paths(slice(1))),
    Mistake("first-two-paths-only", "dx counts the paths through the first two hidden units alone; there may be any "
            "number of them.", _paths(slice(2))),
    Mistake("paths-averaged", "dx is the mean over the hidden units; the paths add up.", _paths_averaged),
    Mistake("not-summed", "dx still has one column a hidden unit: the paths must be added.", _paths_kept_apart),
    Mistake("gradient-of-the-weights", "This is the gradient of the first layer's weights and not of the input.",
            _for_the_weights),
    Mistake("sign-flipped", "dx has the wrong sign.", _mistake(error=lambda p, y: y - p)),
    Mistake("activation-slope-missing", "The slope of the hidden units is missing.",
            _mistake(slope=lambda z, a: 1.0)),
    Mistake("activation-slope-at-input", "The slope of the hidden units is written in terms of their outputs but "
            "was given their inputs.", _mistake(slope=lambda z, a: z * (1 - z))),
    Mistake("tanh-slope", "The slope of tanh was used for the sigmoid.", _mistake(slope=lambda z, a: 1 - a**2)),
    Mistake("output-slope-twice", "The slope of the output sigmoid is counted once too often: with cross-entropy it "
            "has already cancelled.", _mistake(error=lambda p, y: (p - y) * p * (1 - p))),
    Mistake("at-the-probability", "The gradient starts at the probability and never goes back through the output "
            "sigmoid.", _mistake(error=_at_the_probability)),
    Mistake("label-ignored", "The label has no effect on dx.", _mistake(error=lambda p, y: p)),
    Mistake("upstream-ignored", "dx does not depend on how far off the prediction is.",
            _mistake(error=lambda p, y: 1.0)),
    Mistake("second-layer-missing", "The weights of the second layer are missing from the paths.",
            _mistake(w2_of=np.ones_like)),
    Mistake("biases-forgotten", "The forward pass was run without b1 and b2.",
            _mistake(hidden_bias=0.0, output_bias=0.0)),
    Mistake("hidden-bias-forgotten", "The forward pass was run without b1.", _mistake(hidden_bias=0.0)),
    Mistake("output-bias-forgotten", "The forward pass was run without b2.", _mistake(output_bias=0.0)),
)  # fmt: skip

TWO_LAYER_DX = GradientExercise(
    id="two_layer_dx",
    lesson="07_backprop",
    title="Every hidden unit is a path",
    points=3,
    signature=("W1", "b1", "w2", "b2", "x", "y"),
    parts=("dx",),
    cases=(
        Case("ordinary inputs", _ordinary, share=4, trials=4),
        Case("a label of 0", _label_zero, share=1, trials=2),
        Case("one hidden unit", _one_path, share=1, trials=2),
        Case("one input", _one_feature, share=1, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.TWO_LAYER),
    hints=hints.TWO_LAYER_HINTS,
    withheld=ENGINE,
    shapes={"dx": "(d,), as x"},
    loss=_loss,
    wrt={"dx": "x"},
)
