"""`conv1d_backward`: the gradients at a filter and at the signals that it was slid along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.layers import hints
from course.exercises.layers.draws import LESSON, WITHHELD, normal, places, sizes, windows
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake

Grads = dict[str, Array]


def _draw(rng: np.random.Generator, n: int, k: int, stride: int, T: int) -> Args:
    dY = normal(rng, n, places(T, k, stride))
    return {"w": normal(rng, k), "X": normal(rng, n, T), "dY": dY, "stride": stride}


def _by_one(rng: np.random.Generator) -> Args:
    n, k = sizes(rng, 2, 2, 5)
    return _draw(rng, n, k, 1, k + int(rng.integers(4, 7)))


def _strided(rng: np.random.Generator) -> Args:
    """Windows that overlap, though the stride is 2, and one entry left over that no window sees."""
    n, k = sizes(rng, 2, 3, 5)
    return _draw(rng, n, k, 2, k + 2 * int(rng.integers(2, 4)) + 1)


def _apart(rng: np.random.Generator) -> Args:
    """A stride longer than the filter: entries between the windows are not seen at all."""
    n, k = sizes(rng, 2, 2, 3)
    return _draw(rng, n, k, k + 1, k + 3 * (k + 1))


def _as_long(rng: np.random.Generator) -> Args:
    n, k = sizes(rng, 2)
    return _draw(rng, n, k, 1, k)


def _one_signal(rng: np.random.Generator) -> Args:
    return _draw(rng, 1, 3, 1, int(rng.integers(6, 10)))


def _loss(w: Array, X: Array, dY: Array, stride: int) -> Any:
    return np.sum(dY * (windows(X, len(w), stride) @ w))


def _examples(w: Array, X: Array, dY: Array, stride: int) -> list[Callable[..., Any]]:
    def row(i: int) -> Callable[..., Any]:
        return lambda w, X, dY, stride: np.sum(dY[i] * (windows(X, len(w), stride)[i] @ w))

    return [row(i) for i in range(len(X))]


def _spread(w: Array, X: Array, dY: Array, stride: int, *, add: bool = True) -> Array:
    """Each place's gradient times the filter, put back where its window stood."""
    dX = np.zeros(X.shape)
    for i in range(dY.shape[1]):
        seen = slice(i * stride, i * stride + len(w))
        dX[:, seen] = (dX[:, seen] if add else 0.0) + np.outer(dY[:, i], w)
    return dX


def _grads(w: Array, X: Array, dY: Array, stride: int) -> Grads:
    return {"dw": np.einsum("ns,nsk->k", dY, windows(X, len(w), stride)), "dX": _spread(w, X, dY, stride)}


def _with(change: Callable[[Array], Array]) -> Callable[..., Grads]:
    """The right gradients of another upstream gradient."""
    return lambda w, X, dY, stride: _grads(w, X, change(dY), stride)


def _only(part: str, make: Callable[..., Array]) -> Callable[..., Grads]:
    return lambda **args: {part: make(**args)}


def _overwritten(w: Array, X: Array, dY: Array, stride: int) -> Array:
    return _spread(w, X, dY, stride, add=False)


def _flipped_back(w: Array, X: Array, dY: Array, stride: int) -> Array:
    return _spread(w[::-1], X, dY, stride)


def _packed(w: Array, X: Array, dY: Array, stride: int) -> Grads:
    """The windows taken one step apart, whatever the stride is."""
    S = dY.shape[1]
    return {"dw": np.einsum("ns,nsk->k", dY, windows(X, len(w), 1)[:, :S]), "dX": _spread(w, X, dY, 1)}


def _last_place(w: Array, X: Array, dY: Array, stride: int) -> Array:
    return np.asarray(dY[:, -1] @ windows(X, len(w), stride)[:, -1])


def _first_place(w: Array, X: Array, dY: Array, stride: int) -> Array:
    return np.asarray(dY[:, 0] @ windows(X, len(w), stride)[:, 0])


def _last_example(w: Array, X: Array, dY: Array, stride: int) -> Array:
    return np.asarray(_grads(w, X[-1:], dY[-1:], stride)["dw"])


def _unsummed(w: Array, X: Array, dY: Array, stride: int) -> Array:
    return np.asarray(np.einsum("ns,nsk->nk", dY, windows(X, len(w), stride)))


def _reversed(w: Array, X: Array, dY: Array, stride: int) -> Array:
    return np.flip(_grads(w, X, dY, stride)["dw"])


def _over_places(w: Array, X: Array, dY: Array, stride: int) -> Array:
    return np.asarray(_grads(w, X, dY, stride)["dw"] / dY.shape[1])


def _over_examples(w: Array, X: Array, dY: Array, stride: int) -> Array:
    return np.asarray(_grads(w, X, dY, stride)["dw"] / len(X))


MISTAKES = (
    Mistake("sign-flipped", "Both gradients have the wrong sign.", _with(np.negative)),
    Mistake("upstream-ignored", "The result does not depend on the values in dY: the upstream gradient was left "
            "out.", _with(np.ones_like)),
    Mistake("windows-overwritten", "Where windows overlap, dX keeps the last one alone: what comes back must be "
            "added up.", _only("dX", _overwritten)),
    Mistake("kernel-flipped", "In dX the filter lies the wrong way round.", _only("dX", _flipped_back)),
    Mistake("stride-ignored", "Your windows are one step apart; the stride says how far apart they are.", _packed),
    Mistake("last-place-only", "dw holds the last place alone: the filter is used at every place.",
            _only("dw", _last_place)),
    Mistake("first-place-only", "dw holds the first place alone: the filter is used at every place.",
            _only("dw", _first_place)),
    Mistake("last-example-only", "dw holds the last signal alone: the filter is used on all of them.",
            _only("dw", _last_example)),
    Mistake("not-summed", "dw still has one row a signal; it must have the shape of w.", _only("dw", _unsummed)),
    Mistake("filter-gradient-reversed", "dw is in the wrong order, the last weight's gradient first.",
            _only("dw", _reversed)),
    Mistake("averaged-over-places", "dw is averaged over the places; each place adds its part.",
            _only("dw", _over_places)),
    Mistake("averaged-over-examples", "dw is averaged over the signals; any mean over them is already inside dY.",
            _only("dw", _over_examples)),
)  # fmt: skip

CONV1D_BACKWARD = GradientExercise(
    id="conv1d_backward",
    lesson=LESSON,
    title="A convolution, backwards",
    points=4,
    signature=("w", "X", "dY", "stride"),
    parts=("dw", "dX"),
    form="tuple",
    cases=(
        Case("ordinary inputs", (_by_one, _strided), share=5, trials=4),
        Case("a stride longer than the filter", _apart, trials=2),
        Case("a filter as long as the signal", _as_long, trials=2),
        Case("one signal", _one_signal, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.CONV_BACKWARD),
    hints=hints.CONV_BACKWARD_HINTS,
    withheld=WITHHELD,
    shapes={"dw": "(k,), as w", "dX": "(n, T), as X"},
    loss=_loss,
    wrt={"dw": "w", "dX": "X"},
    examples=_examples,
)
