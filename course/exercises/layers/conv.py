"""`conv1d_forward`: several small patterns slid along several signals, with a stride."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.exercises.layers import hints
from course.exercises.layers.draws import ATOL, LESSON, RTOL, WITHHELD, normal, sizes, windows
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise


def _draw(rng: np.random.Generator, n: int, f: int, k: int, stride: int, T: int) -> Args:
    return {"X": normal(rng, n, T), "W": normal(rng, f, k), "b": normal(rng, f), "stride": stride}


def _by_one(rng: np.random.Generator) -> Args:
    n, f, k = sizes(rng, 3, 2, 5)
    return _draw(rng, n, f, k, 1, k + int(rng.integers(5, 9)))


def _strided(rng: np.random.Generator) -> Args:
    """A stride of 2 or 3, unlike the kernel's length, with entries left over at the end."""
    n, f, k = sizes(rng, 3, 2, 5)
    stride = 3 if k == 2 else 2
    return _draw(rng, n, f, k, stride, k + stride * int(rng.integers(2, 4)) + 1)


def _fitting(rng: np.random.Generator) -> Args:
    """A last window that ends where the signal ends: who counts ⌊(T − k + 1)/s⌋ windows misses it."""
    n, f, k = sizes(rng, 3, 3, 6)
    return _draw(rng, n, f, k, 2, k + 2 * int(rng.integers(2, 5)))


def _as_long(rng: np.random.Generator) -> Args:
    n, f, k = sizes(rng, 3)
    return _draw(rng, n, f, k, 2, k)


def _length_one(rng: np.random.Generator) -> Args:
    n, f = sizes(rng, 2)
    return _draw(rng, n, f, 1, 2, 7)


def _alone(rng: np.random.Generator) -> Args:
    k = sizes(rng, 1, 3, 5)[0]
    return _draw(rng, 1, 1, k, 2, k + 5)


def _correlate(X: Array, W: Array, b: Array, stride: int) -> Array:
    return np.asarray(np.einsum("nsk,fk->nfs", windows(X, W.shape[1], stride), W) + b[:, None])


def _reference(X: Array, W: Array, b: Array, stride: int) -> dict[str, Any]:
    return {"Y": _correlate(X, W, b, stride)}


def _flipped(X: Array, W: Array, b: Array, stride: int) -> dict[str, Any]:
    return {"Y": _correlate(X, W[:, ::-1], b, stride)}


def _every_place(X: Array, W: Array, b: Array, stride: int) -> dict[str, Any]:
    return {"Y": _correlate(X, W, b, 1)}


def _side_by_side(X: Array, W: Array, b: Array, stride: int) -> dict[str, Any]:
    return {"Y": _correlate(X, W, b, W.shape[1])}


def _no_bias(X: Array, W: Array, b: Array, stride: int) -> dict[str, Any]:
    return {"Y": _correlate(X, W, 0 * b, stride)}


def _bias_per_tap(X: Array, W: Array, b: Array, stride: int) -> dict[str, Any]:
    return {"Y": _correlate(X, W, W.shape[1] * b, stride)}


def _padded(X: Array, W: Array, b: Array, stride: int) -> dict[str, Any]:
    k = W.shape[1]
    return {"Y": _correlate(np.pad(X, ((0, 0), ((k - 1) // 2, k // 2))), W, b, stride)}


def _padded_at_the_end(X: Array, W: Array, b: Array, stride: int) -> dict[str, Any]:
    return {"Y": _correlate(np.pad(X, ((0, 0), (0, W.shape[1] - 1))), W, b, stride)}


def _last_left_out(X: Array, W: Array, b: Array, stride: int) -> dict[str, Any]:
    return {"Y": _correlate(X, W, b, stride)[:, :, :-1]}


def _places_before_filters(X: Array, W: Array, b: Array, stride: int) -> dict[str, Any]:
    return {"Y": _correlate(X, W, b, stride).swapaxes(1, 2)}


def _filters_added(X: Array, W: Array, b: Array, stride: int) -> dict[str, Any]:
    return {"Y": _correlate(X, W, b, stride).sum(axis=1)}


def _one_filter(X: Array, W: Array, b: Array, stride: int) -> dict[str, Any]:
    return {"Y": _correlate(X, np.broadcast_to(W[:1], W.shape), b, stride)}


def _mean(X: Array, W: Array, b: Array, stride: int) -> dict[str, Any]:
    return {"Y": _correlate(X, W / W.shape[1], b, stride)}


MISTAKES = (
    Mistake("kernel-flipped", "The filters are read backwards: the first weight belongs to the first entry of the "
            "window.", _flipped),
    Mistake("stride-ignored", "There is an answer for every place; with a stride, places in between are left out.",
            _every_place),
    Mistake("side-by-side", "The windows stand side by side; the stride says how far each is from the last one.",
            _side_by_side),
    Mistake("bias-forgotten", "The biases are missing.", _no_bias),
    Mistake("bias-at-every-weight", "The bias comes in once for every weight of the filter; it belongs once to "
            "every answer.", _bias_per_tap),
    Mistake("padded", "Zeros were put round the signal; only windows that lie within it count.", _padded),
    Mistake("padded-at-the-end", "Your last windows hang over the end of the signal; only windows that lie within "
            "it count.", _padded_at_the_end),
    Mistake("last-window-missing", "The last window that still fits is missing.", _last_left_out),
    Mistake("axes-swapped", "Places stand before filters in the result; its second axis should be the filters.",
            _places_before_filters),
    Mistake("filters-added", "The answers of all filters are added up; each filter keeps its own.", _filters_added),
    Mistake("first-filter-only", "Every filter gives the answers of the first one.", _one_filter),
    Mistake("averaged", "Each window is averaged; its products are to be added up.", _mean),
)  # fmt: skip

CONV1D_FORWARD = ValueExercise(
    id="conv1d_forward",
    lesson=LESSON,
    title="Slide filters along signals",
    points=3,
    signature=("X", "W", "b", "stride"),
    parts=("Y",),
    cases=(
        Case("ordinary inputs", (_by_one, _strided, _fitting), share=5, trials=6),
        Case("filters as long as the signal", _as_long, trials=2),
        Case("filters of length one", _length_one, trials=2),
        Case("one signal and one filter", _alone, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.CONV),
    hints=hints.CONV_HINTS,
    withheld=WITHHELD,
    shapes={"Y": "(n, f, S): signals, filters, places"},
    reference=_reference,
    rtol=RTOL,
    atol=ATOL,
)
