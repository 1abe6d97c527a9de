"""`receptive_field`: predict how many inputs one output of a stack of convolutions sees; the check measures it."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.exercises.layers import hints
from course.exercises.layers.draws import LESSON, WITHHELD
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Case, Mistake, ValueExercise
from course.exercises.until import until

Ints = NDArray[np.int64]


def measured(kernels: Ints, strides: Ints) -> int:
    """Nudge every input in turn and count those that move one output; all weights are 1, so nothing cancels.

    The signal is just long enough for two outputs, so inputs that the first output does not see are there too.
    """
    T = 2
    for k, s in zip(kernels[::-1], strides[::-1], strict=True):
        T = (T - 1) * int(s) + int(k)
    rows = np.eye(T)  # one signal for each input that is nudged
    for k, s in zip(kernels, strides, strict=True):
        rows = np.lib.stride_tricks.sliding_window_view(rows, int(k), axis=1)[:, :: int(s)].sum(axis=2)
    return int((rows[:, 0] > 0).sum())


def _sum(terms: Any, plus: int = 1) -> dict[str, Any]:
    return {"size": int(np.sum(terms)) + plus}


def _steps(strides: Ints) -> Ints:
    """How many inputs one step in each layer's own input is worth."""
    return np.concatenate([[1], np.cumprod(strides)[:-1]])


def _strides_ignored(kernels: Ints, strides: Ints) -> dict[str, Any]:
    return _sum(kernels - 1)


def _own_stride(kernels: Ints, strides: Ints) -> dict[str, Any]:
    return _sum((kernels - 1) * np.cumprod(strides))


def _own_stride_alone(kernels: Ints, strides: Ints) -> dict[str, Any]:
    return _sum((kernels - 1) * strides)


def _wrong_end(kernels: Ints, strides: Ints) -> dict[str, Any]:
    return _sum((kernels - 1) * np.cumprod(np.append(strides[1:], 1)[::-1])[::-1])


def _one_less(kernels: Ints, strides: Ints) -> dict[str, Any]:
    return _sum((kernels - 1) * _steps(strides), 0)


def _whole_kernels(kernels: Ints, strides: Ints) -> dict[str, Any]:
    return _sum(kernels * _steps(strides), 0)


def _added(kernels: Ints, strides: Ints) -> dict[str, Any]:
    return _sum(kernels, 0)


def _multiplied(kernels: Ints, strides: Ints) -> dict[str, Any]:
    return {"size": int(np.prod(kernels))}


def _last_stride_only(kernels: Ints, strides: Ints) -> dict[str, Any]:
    return _sum((kernels - 1) * np.concatenate([[1], strides[:-1]]))


MISTAKES = (
    Mistake("strides-ignored", "This is right where every stride is 1; a stride puts later windows further apart.",
            _strides_ignored),
    Mistake("own-stride", "You let a layer's own stride widen what one of its outputs sees; it moves only where the "
            "next output looks.", _own_stride),
    Mistake("own-stride-alone", "Each layer feels its own stride in your count; those of the layers below it count.",
            _own_stride_alone),
    Mistake("wrong-end", "You let the strides of later layers widen what earlier layers see.", _wrong_end),
    Mistake("last-stride-only", "A layer feels only the stride right before it in your count; all before it count "
            "together.", _last_stride_only),
    Mistake("one-too-few", "The result is one too small.", _one_less),
    Mistake("overlap-counted-twice", "Neighbouring windows share inputs, and you count those twice.",
            _whole_kernels),
    Mistake("kernels-added", "You add the filters' lengths; neighbouring windows share inputs.", _added),
    Mistake("kernels-multiplied", "You multiply the filters' lengths, as if no two windows shared an input.",
            _multiplied),
)  # fmt: skip


def _draw(rng: np.random.Generator, layers: int) -> Args:
    """Strides no longer than their filters, so that no input in between is skipped; all mistakes differ."""

    def stack() -> tuple[Ints, Ints]:
        kernels = rng.integers(2, 6, layers)
        return kernels, np.minimum(rng.integers(1, 4, layers), kernels)

    def tells_all_apart(drawn: tuple[Ints, Ints]) -> bool:
        counts = [mistake.make(*drawn)["size"] for mistake in MISTAKES]
        return len({*counts, measured(*drawn)}) == len(MISTAKES) + 1

    kernels, strides = until(stack, tells_all_apart)
    return {"kernels": kernels, "strides": strides}


def _by_one(rng: np.random.Generator) -> Args:
    kernels = rng.integers(2, 6, int(rng.integers(2, 5)))
    return {"kernels": kernels, "strides": np.ones_like(kernels)}


def _one_layer(rng: np.random.Generator) -> Args:
    return {"kernels": rng.integers(3, 7, 1), "strides": np.array([2])}


RECEPTIVE_FIELD = ValueExercise(
    id="receptive_field",
    lesson=LESSON,
    title="Predict what one output can see",
    points=2,
    signature=("kernels", "strides"),
    parts=("size",),
    cases=(
        Case("ordinary stacks", (partial(_draw, layers=3), partial(_draw, layers=4)), share=4, trials=4),
        Case("every stride 1", _by_one, trials=2),
        Case("one layer", _one_layer, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.FIELD),
    hints=hints.FIELD_HINTS,
    withheld=WITHHELD,
    shapes={"size": "one whole number"},
    reference=lambda kernels, strides: {"size": measured(kernels, strides)},
)
