"""`conv_parameters`: what a convolution has to learn, beside a dense layer with the same inputs and outputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.layers import hints
from course.exercises.layers.draws import LESSON, WITHHELD, places, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Case, Mistake, ValueExercise
from course.exercises.until import until

Counts = dict[str, Any]


def _draw(rng: np.random.Generator, stride: int, c: int | None = None) -> Args:
    """An image that is not square; with a stride, something is left over along at least one side."""

    def setting() -> Args:
        drawn, f, k = sizes(rng, 3, 2, 5)
        h, w = sizes(rng, 2, k + 3, k + 9)
        return {"c": c or drawn, "h": h, "w": w, "f": f, "k": k, "stride": stride}

    return until(setting, lambda a: stride == 1 or _tells_apart(**a))


def _tells_apart(c: int, h: int, w: int, f: int, k: int, stride: int) -> bool:
    """Whether every other way to count the places along the sides gives another number."""
    return len({rule(h, k, stride) * rule(w, k, stride) for rule in SIDES.values()}) == len(SIDES)


SIDES: dict[str, Callable[[int, int, int], int]] = {
    "right": places,
    "stride-ignored": lambda side, k, s: side - k + 1,
    "as-large-as-the-image": lambda side, k, s: -(-side // s),
    "one-place-too-few": lambda side, k, s: (side - k) // s,
    "rounded-up": lambda side, k, s: -(-(side - k) // s) + 1,
}
"""Kinds of mistake to the number of places along a side that they give."""


def _by_one(rng: np.random.Generator) -> Args:
    return _draw(rng, 1)


def _strided(rng: np.random.Generator) -> Args:
    return _draw(rng, int(rng.integers(2, 4)))


def _grey(rng: np.random.Generator) -> Args:
    return _draw(rng, 2, c=1)


def _whole(rng: np.random.Generator) -> Args:
    c, f, k = sizes(rng, 3, 2, 5)
    return {"c": c, "h": k, "w": k, "f": f, "k": k, "stride": 1}


def _counts(c: int, h: int, w: int, f: int, k: int, stride: int) -> Counts:
    outputs = f * places(h, k, stride) * places(w, k, stride)
    return {"conv": f * (c * k * k + 1), "outputs": outputs, "dense": outputs * (c * h * w + 1)}


def _conv(count: Callable[..., int]) -> Callable[..., Counts]:
    """The first count by another rule; nothing is said about the others."""
    return lambda **a: {"conv": count(**a)}


def _side(kind: str) -> Callable[..., Counts]:
    """Another rule for the number of places along a side; the dense layer's count goes wrong with it."""
    rule = SIDES[kind]

    def make(c: int, h: int, w: int, f: int, k: int, stride: int) -> Counts:
        outputs = f * rule(h, k, stride) * rule(w, k, stride)
        return {"outputs": outputs, "dense": outputs * (c * h * w + 1)}

    return make


def _square(side: str) -> Callable[..., Counts]:
    """The outputs of an image as wide as it is high, each side as long as ``side``."""

    def make(c: int, h: int, w: int, f: int, k: int, stride: int) -> Counts:
        outputs = f * places(h if side == "h" else w, k, stride) ** 2
        return {"outputs": outputs, "dense": outputs * (c * h * w + 1)}

    return make


def _at_every_place(c: int, h: int, w: int, f: int, k: int, stride: int) -> int:
    return places(h, k, stride) * places(w, k, stride) * f * (c * k * k + 1)


def _filters_left_out(c: int, h: int, w: int, f: int, k: int, stride: int) -> Counts:
    outputs = places(h, k, stride) * places(w, k, stride)
    return {"outputs": outputs, "dense": outputs * (c * h * w + 1)}


def _no_dense_bias(c: int, h: int, w: int, f: int, k: int, stride: int) -> Counts:
    return {"dense": _counts(c, h, w, f, k, stride)["outputs"] * c * h * w}


def _no_biases(c: int, h: int, w: int, f: int, k: int, stride: int) -> Counts:
    return {"conv": f * c * k * k, **_no_dense_bias(c, h, w, f, k, stride)}


def _one_dense_bias(c: int, h: int, w: int, f: int, k: int, stride: int) -> Counts:
    return {"dense": _counts(c, h, w, f, k, stride)["outputs"] * c * h * w + 1}


def _one_channel_dense(c: int, h: int, w: int, f: int, k: int, stride: int) -> Counts:
    return {"dense": _counts(c, h, w, f, k, stride)["outputs"] * (h * w + 1)}


MISTAKES = (
    Mistake("biases-forgotten", "The biases are missing, in both layers.", _no_biases),
    Mistake("counted-at-every-place", "You count the filters again at every place; they are the same weights "
            "everywhere.", _conv(_at_every_place)),
    Mistake("channels-forgotten", "A filter looks at one channel only in your count; it spans all of them.",
            _conv(lambda c, h, w, f, k, stride: f * (k * k + 1))),
    Mistake("conv-bias-forgotten", "The filters' biases are missing.",
            _conv(lambda c, h, w, f, k, stride: f * c * k * k)),
    Mistake("one-bias-for-all", "You count one bias for all filters together.",
            _conv(lambda c, h, w, f, k, stride: f * c * k * k + 1)),
    Mistake("bias-for-every-channel", "You count a bias for each channel of each filter.",
            _conv(lambda c, h, w, f, k, stride: f * c * (k * k + 1))),
    Mistake("one-filter", "Your count holds one filter only.", _conv(lambda c, h, w, f, k, stride: c * k * k + 1)),
    Mistake("filter-has-one-row", "A filter has one row in your count; it is a square patch.",
            _conv(lambda c, h, w, f, k, stride: f * (c * k + 1))),
    Mistake("stride-ignored", "The outputs are those of stride 1.", _side("stride-ignored")),
    Mistake("as-large-as-the-image", "The outputs are as many as with zeros round the image; only filters that lie "
            "within it count.", _side("as-large-as-the-image")),
    Mistake("one-place-too-few", "Along each side one place is missing from the outputs.",
            _side("one-place-too-few")),
    Mistake("rounded-up", "You count places at which the filter would hang over the edge.",
            _side("rounded-up")),
    Mistake("rows-for-columns", "You count as many places along a row as along a column; the image need not be "
            "square.", _square("h")),
    Mistake("columns-for-rows", "You count as many places along a column as along a row; the image need not be "
            "square.", _square("w")),
    Mistake("one-map-only", "The outputs of a single filter are counted.", _filters_left_out),
    Mistake("dense-bias-forgotten", "The dense layer's biases are missing.", _no_dense_bias),
    Mistake("one-dense-bias", "You count one bias for the whole dense layer.", _one_dense_bias),
    Mistake("dense-sees-one-channel", "The dense layer sees one channel only in your count.", _one_channel_dense),
)  # fmt: skip

CONV_PARAMETERS = ValueExercise(
    id="conv_parameters",
    lesson=LESSON,
    title="How much there is to learn",
    points=2,
    signature=("c", "h", "w", "f", "k", "stride"),
    parts=("conv", "outputs", "dense"),
    form="tuple",
    cases=(
        Case("ordinary inputs", (_by_one, _strided), share=5, trials=4),
        Case("one channel", _grey, trials=2),
        Case("a filter as large as the image", _whole, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.COUNTING),
    hints=hints.COUNTING_HINTS,
    withheld=WITHHELD,
    shapes={"conv": "one number", "outputs": "one number", "dense": "one number"},
    reference=_counts,
)
