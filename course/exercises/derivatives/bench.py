"""The bench on which lesson 05 breaks checks: one layer, a planted bug, and a published protocol that looks at it.

The layer is A = tanh(X Wᵀ + b) or P = softmax(X Wᵀ + b), with X (5, 3) and W (4, 3) standard normal. Under test is
the gradient of W. Everything is computed for real, from a seed; a protocol differentiates its own objective with its
own step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from course.exercises.derivatives.protocols import Array, Protocol
from course.exercises.derivatives.softmax import at_weights, probabilities

ROWS, UNITS, INPUTS = 5, 4, 3
SMALL = 1e-7


@dataclass(frozen=True)
class Layer:
    """A layer's ``forward`` (Z to outputs) and its right gradient of W under an upstream gradient C."""

    name: str
    forward: Callable[[Any], Any]
    backward: Callable[[Array, Array, Array, Array], Array]


def _tanh_backward(W: Array, b: Array, X: Array, C: Array) -> Array:
    return np.asarray((C * (1 - np.tanh(X @ W.T + b) ** 2)).T @ X)


TANH = Layer("tanh", np.tanh, _tanh_backward)
SOFTMAX = Layer("softmax", probabilities, at_weights)


@dataclass(frozen=True)
class Inputs:
    """One draw: the layer's arrays, and an upstream gradient of random numbers."""

    W: Array
    b: Array
    X: Array
    C: Array


Claim = Callable[[Layer, Inputs], Array]


def _right(layer: Layer, at: Inputs) -> Array:
    return layer.backward(at.W, at.b, at.X, at.C)


def _upstream_ignored(layer: Layer, at: Inputs) -> Array:
    return layer.backward(at.W, at.b, at.X, np.ones_like(at.C))


def _half_per_cent(layer: Layer, at: Inputs) -> Array:
    return 1.005 * _right(layer, at)


def _one_halved(layer: Layer, at: Inputs) -> Array:
    claimed = _right(layer, at)
    claimed[1, 2] *= 0.5
    return claimed


def _small_turned(layer: Layer, at: Inputs) -> Array:
    claimed = _right(layer, at)
    claimed[:, 0] *= -1.0
    return claimed


def _one_nan(layer: Layer, at: Inputs) -> Array:
    claimed = _right(layer, at)
    claimed[1, 2] = np.nan
    return claimed


@dataclass(frozen=True)
class Bug:
    """What is claimed, on which layer; ``right`` where it is no bug at all."""

    name: str
    layer: Layer
    claim: Claim
    right: bool = False
    small_column: bool = False
    """True where the first column of X is of size 1e-7, so that the first column of the gradient is."""
    upstream: float = 1.0
    """The size of the upstream gradient."""


BUGS = (
    Bug("none: right, tanh", TANH, _right, right=True),
    Bug("none: right, softmax", SOFTMAX, _right, right=True),
    Bug("none: right, small column", TANH, _right, right=True, small_column=True),
    Bug("upstream ignored", TANH, _upstream_ignored),
    Bug("softmax carried back as 0", SOFTMAX, lambda layer, at: np.zeros_like(at.W)),
    Bug("0.5 % off", TANH, _half_per_cent),
    Bug("one entry halved", TANH, _one_halved),
    Bug("small column turned round", TANH, _small_turned, small_column=True),
    Bug("one NaN", TANH, _one_nan),
)


@dataclass(frozen=True)
class Outcome:
    """What a protocol said of a claim, and the claim in use, under a random upstream gradient, beside the truth."""

    claimed: Array
    truth: Array
    passes: bool
    right: bool

    @property
    def verdict(self) -> str:
        """What the protocol says, and whether that is so."""
        if self.passes:
            return "passes: right" if self.right else "passes a WRONG gradient"
        return "refuses a RIGHT gradient" if self.right else "refuses: a bug caught"


CLAIMS = (
    Bug("none: right", SOFTMAX, _right, right=True),
    Bug("none: right, small column", SOFTMAX, _right, right=True, small_column=True),
    Bug("none: right, small upstream", SOFTMAX, _right, right=True, upstream=1e-9),
    *(replace(bug, layer=SOFTMAX) for bug in BUGS if not bug.right and bug.name != "upstream ignored"),
    Bug("all doubled, small upstream", SOFTMAX, lambda layer, at: 2 * _right(layer, at), upstream=1e-9),
)
"""Claims about the softmax layer, for a check that is given the upstream gradient."""


def run(protocol: Protocol, bug: Bug, seed: int) -> Outcome:
    """One look of a protocol at a claim, on the inputs of this seed."""
    rng = np.random.default_rng(seed)
    in_use = _inputs(rng, bug)
    at = replace(in_use, C=np.ones_like(in_use.C)) if protocol.plain_sum else in_use
    accepted = protocol.accepts(bug.claim(bug.layer, at), _differences(bug.layer, at, protocol), rng)
    return Outcome(bug.claim(bug.layer, in_use), _right(bug.layer, in_use), accepted, bug.right)


def refused(protocols: Sequence[Protocol], bugs: Sequence[Bug], seeds: int) -> Array:
    """The share of the ``seeds`` draws on which each protocol (rows) refuses each claim (columns)."""
    shares = [[np.mean([not run(p, bug, s).passes for s in range(seeds)]) for bug in bugs] for p in protocols]
    return np.array(shares)


def refused_by(check: Callable[..., Any], seeds: int) -> Array:
    """The share of the ``seeds`` draws on which ``check(W, b, X, dP, claimed)`` refuses each of `CLAIMS`."""
    shares = []
    for claim in CLAIMS:
        draws = [_inputs(np.random.default_rng(seed), claim) for seed in range(seeds)]
        verdicts = [check(at.W, at.b, at.X, at.C, claim.claim(claim.layer, at)) for at in draws]
        shares.append(float(np.mean([not verdict for verdict in verdicts])))
    return np.array(shares)


def _inputs(rng: np.random.Generator, bug: Bug) -> Inputs:
    W, b = rng.standard_normal((UNITS, INPUTS)), rng.standard_normal(UNITS)
    X, C = rng.standard_normal((ROWS, INPUTS)), rng.standard_normal((ROWS, UNITS))
    if bug.small_column:
        X[:, 0] *= SMALL
    return Inputs(W, b, X, bug.upstream * C)


def _differences(layer: Layer, at: Inputs, protocol: Protocol) -> Array:
    """Central differences of Σ C ⊙ forward(X Wᵀ + b), in the protocol's precision."""
    kind = protocol.dtype
    W, b, X, C = (array.astype(kind) for array in (at.W, at.b, at.X, at.C))

    def loss(index: tuple[int, ...], by: float) -> float:
        moved = W.copy()
        moved[index] += kind(by)
        return float(np.sum(C * layer.forward(X @ moved.T + b)))

    h, found = protocol.step, np.zeros(W.shape)
    for index in np.ndindex(W.shape):
        found[index] = (loss(index, h) - loss(index, -h)) / (2 * h)
    return found
