"""The specs of the made-up lesson 02_kinds: every kind of exercise once, as short as it can be."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.exercises.spec import (
    Args,
    Array,
    Case,
    ChoiceExercise,
    Exercise,
    GradientExercise,
    Mistake,
    PropertyExercise,
    ValueExercise,
)

LESSON = "02_kinds"


def _no_arguments(rng: np.random.Generator) -> Args:
    return {}


def _two_points(rng: np.random.Generator) -> Args:
    return {"x": rng.normal(size=4), "c": rng.normal(size=4)}


DISTANCE_GRAD = GradientExercise(
    id="distance_grad",
    lesson=LESSON,
    title="Gradient of the squared distance",
    points=2.0,
    signature=("x", "c"),
    parts=("dx",),
    cases=(Case("ordinary inputs", _two_points),),
    loss=lambda x, c: 0.5 * np.sum((x - c) ** 2),
    wrt={"dx": "x"},
    mistakes=(Mistake("sign", "The sign of dx is wrong.", lambda x, c: {"dx": c - x}),),
)


def _and(args: Args, answer: dict[str, Any]) -> dict[str, str | None]:
    w1, w2, b = (float(value) for value in answer["numbers"])
    for x1, x2, wanted in ((0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 1)):
        given = int(w1 * x1 + w2 * x2 + b > 0)
        if given != wanted:
            return {"numbers": f"On the input ({x1}, {x2}) the unit gives {given}, AND gives {wanted}."}
    return {"numbers": None}


AND_NUMBERS = PropertyExercise(
    id="and_numbers",
    lesson=LESSON,
    title="Numbers for AND",
    points=1.0,
    signature=(),
    parts=("numbers",),
    cases=(Case("the four corners", _no_arguments, trials=1),),
    verify=_and,
)

WHICH_BENDS = ChoiceExercise(id="which_bends", lesson=LESSON, title="What bends a line", points=1.0, options="abc")
WHICH_LINEAR = ChoiceExercise(
    id="which_linear", lesson=LESSON, title="What is linear", points=2.0, options="abcd", several=True
)


def _wide(rng: np.random.Generator) -> Args:
    return {"X": rng.normal(size=(3, 5)) + 2.0}


def _square(rng: np.random.Generator) -> Args:
    return {"X": rng.normal(size=(4, 4)) + 2.0}


COLUMN_MEANS_MENDED = ValueExercise(
    id="column_means_mended",
    lesson=LESSON,
    title="Mend the means",
    points=2.0,
    signature=("X",),
    parts=("means",),
    cases=(Case("ordinary inputs", _wide), Case("a square X", _square, alone=True)),
    reference=lambda X: {"means": X.mean(axis=0)},
    all_or_nothing=True,  # the bug is right on a square X, and must earn nothing as it is given out
)


def _kept_share() -> dict[str, float]:
    drawn: Array = np.random.default_rng(5).normal(size=20_000) - 1.0
    return {"share": float((drawn > 0).mean())}


PREDICT_KEPT_SHARE = ValueExercise(
    id="predict_kept_share",
    lesson=LESSON,
    title="What a rectifier lets through",
    points=1.0,
    signature=(),
    parts=("share",),
    cases=(Case("the measurement", _no_arguments, trials=1),),
    reference=_kept_share,
    atol=0.02,
    reveals=False,
)

EXERCISES: tuple[Exercise, ...] = (
    DISTANCE_GRAD,
    AND_NUMBERS,
    WHICH_BENDS,
    WHICH_LINEAR,
    COLUMN_MEANS_MENDED,
    PREDICT_KEPT_SHARE,
)
