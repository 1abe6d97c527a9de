"""`count_parameters`: how many numbers a fully connected net learns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.networks import hints
from course.exercises.networks.draws import LESSON, WITHHELD, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Case, Draw, Mistake, ValueExercise
from course.parameters import connection_count, parameter_count

Sizes = Any


def _net(rng: np.random.Generator, layers: int, biases: bool) -> Args:
    return {"sizes": np.array(sizes(rng, layers + 1)), "biases": biases}


def _both(layers: int) -> tuple[Draw, ...]:
    def draw(biases: bool) -> Draw:
        return lambda rng: _net(rng, layers, biases)

    return draw(True), draw(False)


def _wide(rng: np.random.Generator) -> Args:
    return {"sizes": rng.integers(50, 900, size=4), "biases": True}


def _count(sizes: Sizes, biases: bool) -> int:
    shape = [int(size) for size in sizes]
    return parameter_count(shape) if biases else connection_count(shape)


def _made(count: Callable[[list[int], bool], int]) -> Callable[..., dict[str, Any]]:
    return lambda sizes, biases: {"count": count([int(size) for size in sizes], biases)}


def _product(shape: list[int], biases: bool) -> int:
    return int(np.prod(shape)) + (sum(shape[1:]) if biases else 0)


MISTAKES = (
    Mistake("inputs-biased", "The inputs were given biases too; they are numbers that come in, not units.",
            _made(lambda s, biases: connection_count(s) + (sum(s) if biases else 0))),
    Mistake("always-biased", "The biases were counted where they were not asked for.",
            _made(lambda s, biases: parameter_count(s))),
    Mistake("never-biased", "The biases were not counted where they were asked for.",
            _made(lambda s, biases: connection_count(s))),
    Mistake("one-bias-a-layer", "Each layer was given one bias; each unit has one of its own.",
            _made(lambda s, biases: connection_count(s) + (len(s) - 1 if biases else 0))),
    Mistake("output-unbiased", "The output units have biases too.",
            _made(lambda s, biases: connection_count(s) + (sum(s[1:-1]) if biases else 0))),
    Mistake("biases-of-the-layer-before", "Each layer was given as many biases as it has inputs.",
            _made(lambda s, biases: connection_count(s) + (sum(s[:-1]) if biases else 0))),
    Mistake("sizes-multiplied", "All the sizes were multiplied with one another; a weight leads from one layer to "
            "the next.", _made(_product)),
    Mistake("last-layer-missing", "The weights into the output layer are missing.",
            _made(lambda s, biases: _count(s, biases) - s[-2] * s[-1] - (s[-1] if biases else 0))),
    Mistake("units-counted", "These are the units; asked for are the numbers that they learn.",
            _made(lambda s, biases: sum(s))),
)  # fmt: skip

COUNT_PARAMETERS = ValueExercise(
    id="count_parameters",
    lesson=LESSON,
    title="The slide says 55 connections",
    points=2,
    signature=("sizes", "biases"),
    parts=("count",),
    cases=(
        Case("three weight layers", _both(3), share=4, trials=6),
        Case("a single weight layer", _both(1), share=1, trials=4),
        Case("a large net", _wide, share=1, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.COUNTING),
    hints=hints.COUNTING_HINTS,
    withheld=WITHHELD,
    shapes={"count": "one whole number"},
    reference=lambda sizes, biases: {"count": _count(sizes, biases)},
)
