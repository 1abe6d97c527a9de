"""`attention_backward`: one query's weighted mean of values, and the gradients at query, keys and values."""

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


def _draw(rng: np.random.Generator, S: int, d: int, v: int) -> Args:
    def draw() -> Args:
        return {"q": normal(rng, d), "K": normal(rng, S, d), "V": normal(rng, S, v), "dy": normal(rng, v)}

    return until(draw, lambda args: keeps_digits(_pass(), args))


def _ordinary(rng: np.random.Generator) -> Args:
    # three keys or more: for two, p(1 − p) and its negative are all that the softmax's Jacobian holds
    S, d, v = sizes(rng, 3, 3, 6)
    return _draw(rng, S, d, v)


def _one_key(rng: np.random.Generator) -> Args:
    return _draw(rng, 1, *sizes(rng, 2))


def _one_feature(rng: np.random.Generator) -> Args:
    S, v = sizes(rng, 2, 3, 6)
    return _draw(rng, S, 1, v)


def _one_value(rng: np.random.Generator) -> Args:
    S, d = sizes(rng, 2, 3, 6)
    return _draw(rng, S, d, 1)


def _weights(scores: Array) -> Array:
    powers = np.exp(scores - scores.real.max())  # .real: the complex step comes through here
    return np.asarray(powers / powers.sum())


def _loss(q: Array, K: Array, V: Array, dy: Array) -> Any:
    return dy @ (_weights(K @ q / np.sqrt(len(q))) @ V)


def _softmax_back(p: Array, dp: Array) -> Array:
    return p * (dp - p @ dp)


def _pass(
    *,
    root: Callable[[int], float] = np.sqrt,
    scale: Callable[[int], float] = np.sqrt,
    back: Callable[[Array, Array], Array] = _softmax_back,
    upstream: Callable[[Array], Array] = lambda dy: dy,
) -> Callable[..., Grads]:
    """The backward pass with one stage exchanged. ``root`` divides the scores forwards, ``scale`` backwards."""

    def make(q: Array, K: Array, V: Array, dy: Array) -> Grads:
        dy = upstream(dy)
        p = _weights(K @ q / root(len(q)))
        ds = back(p, V @ dy) / scale(len(q))
        return {"dq": K.T @ ds, "dK": np.outer(ds, q), "dV": np.outer(p, dy)}

    return make


def _scores_only(**how: Any) -> Callable[..., Grads]:
    """The same, said of dq and dK alone: dV does not feel this stage."""

    def make(**args: Any) -> Grads:
        made = _pass(**how)(**args)
        return {"dq": made["dq"], "dK": made["dK"]}

    return make


def _values(make: Callable[[Array, Array, Array], Array]) -> Callable[..., Grads]:
    """dV from (scores, weights, dy)."""

    def made(q: Array, K: Array, V: Array, dy: Array) -> Grads:
        scores = K @ q / np.sqrt(len(q))
        return {"dV": make(scores, _weights(scores), dy)}

    return made


def _best_key(q: Array, K: Array, V: Array, dy: Array) -> Grads:
    """As if the largest weight were 1 and all others 0."""
    p = _weights(K @ q)
    return {"dV": np.outer(p == p.max(), dy)}


def _query_for_key(q: Array, K: Array, V: Array, dy: Array) -> Grads:
    ds = _softmax_back(_weights(K @ q / np.sqrt(len(q))), V @ dy) / np.sqrt(len(q))
    return {"dK": K * ds[:, None]}


def _keys_added(q: Array, K: Array, V: Array, dy: Array) -> Grads:
    return {"dK": np.ones((len(K), 1)) * _pass()(q, K, V, dy)["dK"].sum(axis=0)}


def _not_summed(q: Array, K: Array, V: Array, dy: Array) -> Grads:
    ds = _softmax_back(_weights(K @ q / np.sqrt(len(q))), V @ dy) / np.sqrt(len(q))
    return {"dq": K * ds[:, None]}


MISTAKES = (
    Mistake("sign-flipped", "All gradients have the wrong sign.", _pass(upstream=np.negative)),
    Mistake("upstream-ignored", "The result does not depend on the values in dy: the upstream gradient was left "
            "out.", _pass(upstream=np.ones_like)),
    Mistake("scale-missing-on-the-way-back", "The weights are right, but dq and dK lack the scale of the scores.",
            _scores_only(scale=lambda d: 1.0)),
    Mistake("scale-missing", "The scores are not scaled, neither forwards nor backwards.",
            _pass(root=lambda d: 1.0, scale=lambda d: 1.0)),
    Mistake("scaled-by-d", "The scores are scaled down too far, forwards and backwards.",
            _pass(root=float, scale=float)),
    Mistake("sum-to-one-forgotten", "In dq and dK each weight moves by itself; when one grows, the others must "
            "shrink.", _scores_only(back=lambda p, dp: p * dp)),
    Mistake("own-slope-only", "In dq and dK a score moves only its own weight; it moves all the others too.",
            _scores_only(back=lambda p, dp: p * (1 - p) * dp)),
    Mistake("softmax-slope-missing", "dq and dK skip the way back through the softmax.",
            _scores_only(back=lambda p, dp: dp)),
    Mistake("weights-left-out", "dq and dK lack the weights: the softmax was treated as a mere shift.",
            _scores_only(back=lambda p, dp: dp - p @ dp)),
    Mistake("mean-subtracted", "On the way back through the softmax the plain mean was taken off; the weights say "
            "how much each entry counts.", _scores_only(back=lambda p, dp: p * (dp - dp.mean()))),
    Mistake("values-unweighted", "Every row of dV is dy; a value counts as much as its weight.",
            _values(lambda s, p, dy: np.outer(np.ones_like(p), dy))),
    Mistake("scores-for-weights", "dV holds the scores, where the weights belong.",
            _values(lambda s, p, dy: np.outer(s, dy))),
    Mistake("best-key-only", "Only the value with the largest weight has a gradient in dV; all values are mixed.",
            _best_key),
    Mistake("transposed", "dV is the transpose of what it should be.", _values(lambda s, p, dy: np.outer(dy, p))),
    Mistake("key-for-query", "dK was formed with the keys; each score is the product of a key with the query.",
            _query_for_key),
    Mistake("keys-added", "Every row of dK is the same sum; each key has its own row.", _keys_added),
    Mistake("not-summed", "dq still has one row a key; the query is in all the scores, and their parts add up.",
            _not_summed),
)  # fmt: skip

ATTENTION_BACKWARD = GradientExercise(
    id="attention_backward",
    lesson=LESSON,
    title="Attention, backwards",
    points=4,
    signature=("q", "K", "V", "dy"),
    parts=("dq", "dK", "dV"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("a single key", _one_key, trials=2),
        Case("keys of one entry", _one_feature, trials=2),
        Case("values of one entry", _one_value, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.ATTENTION),
    hints=hints.ATTENTION_HINTS,
    withheld=WITHHELD,
    shapes={"dq": "(d,), as q", "dK": "(S, d), as K", "dV": "(S, v), as V"},
    loss=_loss,
    wrt={"dq": "q", "dK": "K", "dV": "V"},
)
