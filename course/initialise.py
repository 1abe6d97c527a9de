"""Where the weights start: random, so that units differ, and of a size at which a signal neither dies nor grows.

Each initialiser draws ``W`` of shape (out, in). With inputs of variance v, a unit's sum has the variance
in · Var(W) · v: the rules below choose Var(W) so that it stays about v from layer to layer, forwards, backwards or
halfway between.
The numbers are drawn in float64 and then rounded, so a seed gives the same weights in either precision.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from course.errors import InputError

__all__ = [
    "INITIALISERS",
    "Initialiser",
    "glorot_normal",
    "glorot_uniform",
    "he_normal",
    "he_uniform",
    "initialiser",
    "zeros",
]

Array = NDArray[Any]
Initialiser = Callable[[np.random.Generator, int, int], Array]
"""(rng, out, in) to float64 weights of shape (out, in)."""


def he_normal(rng: np.random.Generator, out: int, into: int) -> Array:
    """Normal, Var(W) = 2 / in: for ReLU, which halves the variance (He et al., ICCV 2015, eq. 10)."""
    return _normal(rng, out, into, 2.0 / into)


def he_uniform(rng: np.random.Generator, out: int, into: int) -> Array:
    """Uniform with the variance 2 / in of `he_normal`: on ±√(6 / in)."""
    return _uniform(rng, out, into, 2.0 / into)


def glorot_normal(rng: np.random.Generator, out: int, into: int) -> Array:
    """Normal, Var(W) = 2 / (in + out): between 1 / in, right forwards, and 1 / out, right backwards.

    Glorot & Bengio, AISTATS 2010, eq. 12; for tanh and other functions of slope 1 at 0.
    """
    return _normal(rng, out, into, 2.0 / (into + out))


def glorot_uniform(rng: np.random.Generator, out: int, into: int) -> Array:
    """Uniform with the variance of `glorot_normal`: on ±√(6 / (in + out)) (Glorot & Bengio 2010, eq. 16)."""
    return _uniform(rng, out, into, 2.0 / (into + out))


def zeros(rng: np.random.Generator, out: int, into: int) -> Array:
    """All 0: hidden units then get equal gradients for ever and stay one unit (Goodfellow et al. 2016, §8.4)."""
    return np.zeros((out, into))


INITIALISERS: dict[str, Initialiser] = {
    rule.__name__: rule for rule in (he_normal, he_uniform, glorot_normal, glorot_uniform, zeros)
}


def initialiser(rule: str | Initialiser | None, activation: str) -> Initialiser:
    """The initialiser by name or as given; for None, `he_normal` with a rectifier, else `glorot_normal`.

    Raises
    ------
    InputError
        For an unknown name.
    """
    if rule is None:
        return he_normal if activation in ("relu", "leaky_relu") else glorot_normal
    if callable(rule):
        return rule
    if rule not in INITIALISERS:
        raise InputError("init", expected=f"one of {', '.join(INITIALISERS)}, or a function", got=repr(rule),
                         hint="init='he_normal'")  # fmt: skip
    return INITIALISERS[rule]


def weights(rule: Initialiser, rng: np.random.Generator, out: int, into: int, dtype: DTypeLike) -> Array:
    """Draw W (out, in) by ``rule`` and round it to ``dtype``."""
    return np.asarray(rule(rng, out, into), dtype=dtype)


def _normal(rng: np.random.Generator, out: int, into: int, variance: float) -> Array:
    return np.asarray(rng.standard_normal((out, into)) * np.sqrt(variance))


def _uniform(rng: np.random.Generator, out: int, into: int, variance: float) -> Array:
    half_width = np.sqrt(3.0 * variance)  # a uniform number on ±a has variance a²/3
    return rng.uniform(-half_width, half_width, (out, into))
