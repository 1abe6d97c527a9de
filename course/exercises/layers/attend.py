"""`attention_weights`: who looks where. Scaled scores, a mask, and a softmax that stays finite."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.exercises.layers import hints
from course.exercises.layers.draws import ATOL, LESSON, RTOL, WITHHELD, normal, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.until import until

Mask = NDArray[np.bool_]
FAR = 800.0
"""An exponential underflows to 0 at about -745, and overflows at about 710."""


def _mask(rng: np.random.Generator, T: int, S: int) -> Mask:
    """In every row at least two keys that may be seen and one that may not; no two rows alike where possible."""
    return until(lambda: rng.random((T, S)) < 0.6, lambda m: bool(((m.sum(axis=1) > 1) & ~m.all(axis=1)).all()))


def _draw(rng: np.random.Generator, T: int, S: int, d: int) -> Args:
    return {"Q": normal(rng, T, d), "K": normal(rng, S, d), "mask": _mask(rng, T, S)}


def _ordinary(rng: np.random.Generator) -> Args:
    d, S, T = sizes(rng, 3, 3, 6)
    return _draw(rng, T, S, d)


def _all_seen(rng: np.random.Generator) -> Args:
    args = _ordinary(rng)
    return {**args, "mask": np.ones_like(args["mask"])}


def _one_seen(rng: np.random.Generator) -> Args:
    args = _ordinary(rng)
    T, S = args["mask"].shape
    return {**args, "mask": np.arange(S) == rng.integers(0, S, T)[:, None]}


def _large(rng: np.random.Generator) -> Args:
    """Scores in the thousands; in some row the largest one is masked and far above all that may be seen."""

    def draw() -> Args:
        args = _ordinary(rng)
        return {**args, "Q": 900.0 * args["Q"], "K": 2.0 * args["K"]}

    def hides_the_largest(args: Args) -> bool:
        scores = _scores(args["Q"], args["K"])
        seen = np.where(args["mask"], scores, -np.inf).max(axis=1)
        above = scores.max(axis=1) - seen
        return bool((above > FAR).any() and (scores.max() - seen > FAR).any() and scores.max() > FAR)

    return until(draw, hides_the_largest)


def _scores(Q: Array, K: Array) -> Array:
    return np.asarray(Q @ K.T / np.sqrt(Q.shape[1]))


def _softmax(Z: Array, axis: int | None = 1) -> Array:
    powers = np.exp(Z - Z.max(axis=axis, keepdims=True))
    return np.asarray(powers / powers.sum(axis=axis, keepdims=True))


def _masked(Z: Array, mask: Mask) -> Array:
    return np.where(mask, Z, -np.inf)


def _of(make: Callable[[Array, Mask, int], Array]) -> Callable[..., dict[str, Any]]:
    """From (scaled scores, mask, d) to the weights."""
    return lambda Q, K, mask: {"P": make(_scores(Q, K), mask, Q.shape[1])}


def _right(Z: Array, mask: Mask, d: int) -> Array:
    return _softmax(_masked(Z, mask))


def _naive(Z: Array, mask: Mask, d: int) -> Array:
    powers = np.where(mask, np.exp(Z), 0.0)
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _shifted_by_all(Z: Array, mask: Mask, d: int) -> Array:
    """Each row shifted by its largest score, masked or not."""
    return _naive(Z - Z.max(axis=1, keepdims=True), mask, d)


def _columns(Z: Array, mask: Mask, d: int) -> Array:
    seen = _masked(Z, mask)
    return np.nan_to_num(_softmax(seen, axis=0))


MISTAKES = (
    Mistake("overflow", "Right on ordinary scores; on large ones the exponentials overflow.", _of(_naive)),
    Mistake("shifted-by-a-hidden-score", "Right on ordinary scores; where a hidden key scores far above the rest, "
            "the exponentials of all the others become 0.", _of(_shifted_by_all)),
    Mistake("one-shift-for-all", "Right on ordinary scores; on large ones each row needs a shift of its own.",
            _of(lambda Z, mask, d: _naive(Z - _masked(Z, mask).max(), mask, d))),
    Mistake("scale-missing", "The scores are not scaled: they grow with the length of the vectors.",
            _of(lambda Z, mask, d: _right(Z * np.sqrt(d), mask, d))),
    Mistake("scaled-by-d", "The scores are scaled down too far.",
            _of(lambda Z, mask, d: _right(Z / np.sqrt(d), mask, d))),
    Mistake("scaled-by-the-keys", "You scale by the number of keys; the length of a query decides.",
            _of(lambda Z, mask, d: _right(Z * np.sqrt(d / mask.shape[1]), mask, d))),
    Mistake("mask-ignored", "Hidden keys get weight too.", _of(lambda Z, mask, d: _softmax(Z))),
    Mistake("mask-inverted", "The mask is read the wrong way round: True means that a key may be seen.",
            _of(lambda Z, mask, d: _right(Z, ~mask, d))),
    Mistake("hidden-score-zero", "Hidden keys have the score 0, and a score of 0 still gets weight.",
            _of(lambda Z, mask, d: _softmax(Z * mask))),
    Mistake("masked-too-late", "The rows do not sum to 1: hidden keys were left out only after the softmax.",
            _of(lambda Z, mask, d: np.asarray(_softmax(Z) * mask))),
    Mistake("wrong-axis", "The columns sum to 1; each row is one query, and shares its weight among the keys.",
            _of(_columns)),
    Mistake("shared-over-all", "All weights together sum to 1; each row has a sum of its own.",
            _of(lambda Z, mask, d: _softmax(_masked(Z, mask), axis=None))),
    Mistake("scores-for-weights", "These are the scores; the softmax is missing.",
            _of(lambda Z, mask, d: np.where(mask, Z, 0.0))),
    Mistake("sign-flipped", "Keys that match least get most weight.", _of(lambda Z, mask, d: _right(-Z, mask, d))),
)  # fmt: skip

ATTENTION_WEIGHTS = ValueExercise(
    id="attention_weights",
    lesson=LESSON,
    title="Who looks where",
    points=3,
    signature=("Q", "K", "mask"),
    parts=("P",),
    cases=(
        Case("ordinary inputs", _ordinary, share=4),
        Case("nothing hidden", _all_seen, trials=2),
        Case("one key to look at", _one_seen, trials=2),
        Case("scores in the thousands", _large, share=2, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.WEIGHTS),
    hints=hints.WEIGHTS_HINTS,
    withheld=WITHHELD,
    shapes={"P": "(T, S): one row a query, one column a key"},
    reference=_of(_right),
    rtol=RTOL,
    atol=ATOL,
)
