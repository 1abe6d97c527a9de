"""Check several entries at once, and open a block only where its entries do not agree together.

Moved along v = Σ vᵢ eᵢ with random vᵢ, what is left of f after the claimed gradient's share,

    ρ(t) = f(x + t v) − ⟨a, t v⟩,

has slope Σ vᵢ (gᵢ − aᵢ) at t = 0, which is 0 if the claim a is right. The sizes |vᵢ| lie in [½, 1]: no entry can
hide alone. Several can cancel, but signs and sizes are drawn afresh: errors of which the largest is e sum to less
than τ with a probability of at most 2τ/e a draw, whatever the others are, since vᵢ has a density of at most 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from course.gradcheck.slopes import DISTANCES, EPS, ROUNDING, STEP, sides
from course.gradcheck.values import Array, Values

BLOCK = 16
"""Entries that are moved together."""
ROUNDS = 2
"""Each entry is in so many blocks, with other neighbours and another sign and size."""


def random_weights(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Numbers of random sign, with sizes spread evenly over [½, 1]."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.5, 1.0, size=shape)


def suspects(values: Values, claim: Array, rng: np.random.Generator) -> NDArray[np.intp]:
    """The flat entries of all blocks that do not agree with ``claim`` (n,), in order."""
    found = [_round(values, claim, rng) for _ in range(ROUNDS)]
    return np.unique(np.concatenate(found))


def _round(values: Values, claim: Array, rng: np.random.Generator) -> NDArray[np.intp]:
    n = claim.size
    order = rng.permutation(n)
    # the last block is filled up with entries of the first
    blocks = np.resize(order, (-(-n // BLOCK), min(BLOCK, n)))
    here = values.point.ravel()[blocks]
    step = STEP * np.maximum(1.0, np.abs(here)) * random_weights(rng, blocks.shape) / np.sqrt(blocks.shape[1])
    targets = here + np.multiply.outer(DISTANCES, step)
    moved = values.beside(np.tile(blocks, (4, 1)), targets.reshape(-1, blocks.shape[1]))
    left = moved.reshape(4, -1) - np.einsum("kmb,mb->km", targets - here, claim[blocks])
    at = np.multiply.outer(DISTANCES, np.full(len(blocks), STEP))
    seen = sides(0.0, STEP, at, left, values.centre, values.noise)
    terms = ROUNDING * EPS * float(np.abs(values.point.ravel() * claim).sum()) / STEP
    agree = seen.agree & (np.abs(seen.value) <= seen.error + terms)
    return np.unique(blocks[~agree])
