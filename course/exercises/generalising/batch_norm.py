"""`batch_norm_backward`: batch normalisation backwards, for a batch that stands in columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.generalising import hints
from course.exercises.generalising.draws import LESSON, WITHHELD, normal, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake


def _draw(rng: np.random.Generator, d: int, n: int) -> Args:
    """``eps`` is large enough that forgetting it shows."""
    gamma = normal(rng, d) + np.copysign(0.5, rng.standard_normal(d))
    X = normal(rng, d, n) * rng.uniform(0.6, 1.6, (d, 1)) + normal(rng, d, 1)
    eps = float(rng.uniform(0.1, 0.4))
    return {"X": X, "gamma": gamma, "beta": normal(rng, d), "eps": eps, "dY": normal(rng, d, n)}


def _ordinary(rng: np.random.Generator) -> Args:
    return _draw(rng, *sizes(rng, 2))


def _one_example(rng: np.random.Generator) -> Args:
    return _draw(rng, int(rng.integers(2, 6)), 1)


def _one_feature(rng: np.random.Generator) -> Args:
    return _draw(rng, 1, int(rng.integers(4, 8)))


def _constant_feature(rng: np.random.Generator) -> Args:
    args = _ordinary(rng)
    args["X"][0] = 0.5
    return args


def _standardised(X: Array, eps: float, axis: int = 1, spare: int = 0) -> tuple[Array, Array]:
    """X̂ and σ, the variance over (n − spare); its square is written out, for numpy.var has no complex step."""
    off = X - X.mean(axis=axis, keepdims=True)
    n = max(X.shape[axis] - spare, 1)
    sigma = np.sqrt((off**2).sum(axis=axis, keepdims=True) / n + eps)
    return off / sigma, sigma


def _loss(X: Array, gamma: Array, beta: Array, eps: float, dY: Array) -> Any:
    return np.sum(dY * (gamma[:, None] * _standardised(X, eps)[0] + beta[:, None]))


Back = Callable[[Array, Array, Array], Array]


def _three_ways(Xhat: Array, sigma: Array, dXhat: Array, *, mean: bool = True, spread: bool = True) -> Array:
    """The way back through the entry itself, and where asked through the mean and the deviation of its feature."""
    off = dXhat - (dXhat.mean(axis=1, keepdims=True) if mean else 0.0)
    return np.asarray((off - (Xhat * (dXhat * Xhat).mean(axis=1, keepdims=True) if spread else 0.0)) / sigma)


def _grads(
    back: Back = _three_ways, *, eps_too: bool = True, spare: int = 0, scaled: bool = True
) -> Callable[..., dict[str, Any]]:
    """All three gradients, with another way back, or other statistics."""

    def make(X: Array, gamma: Array, beta: Array, eps: float, dY: Array) -> dict[str, Any]:
        Xhat, sigma = _standardised(X, eps if eps_too else 1e-12, spare=spare)
        dXhat = gamma[:, None] * dY if scaled else dY
        return {"dX": back(Xhat, sigma, dXhat), "dgamma": (dY * Xhat).sum(axis=1), "dbeta": dY.sum(axis=1)}

    return make


def _only(part: str, make: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """One part of an answer; the others are right."""
    return lambda **args: {part: make(**args)[part]}


def _over_features(X: Array, gamma: Array, beta: Array, eps: float, dY: Array) -> dict[str, Any]:
    Xhat, sigma = _standardised(X, eps, axis=0)
    back = _three_ways(Xhat.T, sigma.T, (gamma[:, None] * dY).T).T
    return {"dX": back, "dgamma": (dY * Xhat).sum(axis=1), "dbeta": dY.sum(axis=1)}


def _raw_inputs(X: Array, gamma: Array, beta: Array, eps: float, dY: Array) -> dict[str, Any]:
    return {"dgamma": (dY * X).sum(axis=1)}


def _averaged(X: Array, gamma: Array, beta: Array, eps: float, dY: Array) -> dict[str, Any]:
    Xhat, _ = _standardised(X, eps)
    return {"dgamma": (dY * Xhat).mean(axis=1), "dbeta": dY.mean(axis=1)}


def _flipped(X: Array, gamma: Array, beta: Array, eps: float, dY: Array) -> dict[str, Any]:
    return {name: -value for name, value in _grads()(X, gamma, beta, eps, dY).items()}


MISTAKES = (
    Mistake("statistics-held-fixed", "dX treats mean and deviation as constants, as they are in use; in training "
            "both move with X.", _only("dX", _grads(lambda h, s, g: g / s))),
    Mistake("mean-path-missing", "dX lacks the way through the mean of the feature.",
            _only("dX", _grads(lambda h, s, g: _three_ways(h, s, g, mean=False)))),
    Mistake("spread-path-missing", "dX lacks the way through the deviation of the feature.",
            _only("dX", _grads(lambda h, s, g: _three_ways(h, s, g, spread=False)))),
    Mistake("sums-for-means", "What dX takes away from each entry are sums over the examples; both should be means.",
            _only("dX", _grads(lambda h, s, g: (g - g.sum(1)[:, None] - h * (g * h).sum(1)[:, None]) / s))),
    Mistake("gamma-forgotten", "dX does not feel the scale gamma.", _only("dX", _grads(scaled=False))),
    Mistake("variance-for-deviation", "dX is divided by the variance; the forward pass divides by the deviation.",
            _only("dX", _grads(lambda h, s, g: _three_ways(h, s, g) / s))),
    Mistake("not-divided", "dX lacks the division by the deviation.",
            _only("dX", _grads(lambda h, s, g: _three_ways(h, s, g) * s))),
    Mistake("eps-forgotten", "eps is missing from your deviation.", _grads(eps_too=False)),
    Mistake("one-less-than-n", "Your variance is over one less than the number of examples; here it is over all.",
            _grads(spare=1)),
    Mistake("over-features", "Your statistics run over the features of one example; they belong to one feature, "
            "over the examples.", _over_features),
    Mistake("raw-inputs", "dgamma is made with X itself; gamma multiplies the normalised values.", _raw_inputs),
    Mistake("averaged", "dgamma and dbeta are means over the examples; whatever mean there is, dY holds it already.",
            _averaged),
    Mistake("sign-flipped", "All three gradients have the wrong sign.", _flipped),
)  # fmt: skip

BATCH_NORM_BACKWARD = GradientExercise(
    id="batch_norm_backward",
    lesson=LESSON,
    title="Batch normalisation, backwards, in columns",
    points=5,
    signature=("X", "gamma", "beta", "eps", "dY"),
    parts=("dX", "dgamma", "dbeta"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=6),
        Case("a batch of one", _one_example, trials=1),
        Case("a single feature", _one_feature, trials=2),
        Case("a feature that is the same for all", _constant_feature, trials=1),
    ),
    mistakes=pointed(MISTAKES, hints.BATCH_NORM),
    hints=hints.BATCH_NORM_HINTS,
    withheld=WITHHELD,
    shapes={"dX": "(d, n), as X", "dgamma": "(d,)", "dbeta": "(d,)"},
    loss=_loss,
    wrt={"dX": "X", "dgamma": "gamma", "dbeta": "beta"},
)
