"""`fool_the_norm`: one entry wrong by half and more, and yet a single norm over all entries sees nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from course.exercises.derivatives import hints
from course.exercises.derivatives.draws import LESSON, WITHHELD, numbers, sizes, spread
from course.exercises.derivatives.protocols import ONE_NORM_BOUND, norm_ratio
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, PropertyExercise

OFF = 0.5


def _draw(rng: np.random.Generator, *shape: int, small: int, zeros: int = 0) -> Args:
    """Entries of order 10, ``small`` of them between 1e-8 and 1e-7 of the whole length, and some exactly 0."""
    g = 10 * spread(rng, *shape)
    flat, length = g.reshape(-1), float(np.linalg.norm(g))
    chosen = rng.permutation(flat.size)[: small + zeros]
    flat[chosen[:small]] = length * spread(rng, small, low=2e-8, high=1e-7)
    flat[chosen[small:]] = 0.0
    return {"numeric": g}


def _ordinary(rng: np.random.Generator) -> Args:
    return _draw(rng, int(rng.integers(6, 12)), small=2)


def _one_small(rng: np.random.Generator) -> Args:
    return _draw(rng, *sizes(rng, 2), small=1)


def _with_zeros(rng: np.random.Generator) -> Args:
    return _draw(rng, int(rng.integers(6, 12)), small=1, zeros=2)


def _verify(args: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, str | None]:
    n = args["numeric"]
    a, said = numbers(answer.get("claimed"), "claimed", n.shape)
    return {"claimed": said or _wrong(a, n)}


def _wrong(a: Array, n: Array) -> str | None:
    ratio = norm_ratio(a, n)
    if ratio > ONE_NORM_BOUND:
        return f"the check refuses this: its ratio is {ratio:.3g}, above {ONE_NORM_BOUND:g}"
    off = np.abs(a - n)[n != 0] / np.abs(n)[n != 0]
    if off.max() < OFF:
        return f"the check accepts this, but no entry is off by half of itself; the worst is off by {off.max():.3g}"
    return None


def _one(choose: Callable[[Array], Any], change: Callable[[Any], Any]) -> Callable[[Array], dict[str, Array]]:
    """The numeric gradient with one entry changed."""

    def make(numeric: Array) -> dict[str, Array]:
        claimed = numeric.copy()
        at = int(choose(np.abs(claimed).reshape(-1)))
        claimed.reshape(-1)[at] = change(claimed.reshape(-1)[at])
        return {"claimed": claimed}

    return make


def _scaled(factor: float, numeric: Array) -> dict[str, Array]:
    return {"claimed": factor * numeric}


MISTAKES = (
    Mistake("nothing-changed", "This is the numeric gradient itself, or next to it: no entry is off by half.",
            partial(_scaled, 1.0)),
    Mistake("all-halved", "All entries are off at once; the norm sees that. One wrong entry is enough.",
            partial(_scaled, 0.5)),
    Mistake("sign-flipped", "Every sign is turned; the norm sees that. One wrong entry is enough.",
            partial(_scaled, -1.0)),
    Mistake("largest-changed", "The entry that you changed is the largest: it is the one that the norm sees best.",
            _one(np.argmax, lambda v: v / 2)),
    Mistake("one-added", "The entry that you changed is off by 1, and beside that the norm's bound is small.",
            _one(np.argmin, lambda v: v + 1.0)),
)  # fmt: skip

FOOL_THE_NORM = PropertyExercise(
    id="fool_the_norm",
    lesson=LESSON,
    title="Fool one norm over everything",
    points=2,
    signature=("numeric",),
    parts=("claimed",),
    cases=(
        Case("ordinary inputs", _ordinary, share=3),
        Case("a matrix with one small entry", _one_small, share=1, trials=2),
        Case("some entries exactly 0", _with_zeros, share=1, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.FOOL_NORM),
    hints=hints.FOOL_NORM_HINTS,
    withheld=WITHHELD,
    shapes={"claimed": "as numeric"},
    verify=_verify,
)
