"""Clipping: keep a gradient from throwing the weights away where the loss is steep.

R. Pascanu, T. Mikolov and Y. Bengio, "On the difficulty of training recurrent neural networks", ICML 2013.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from course.errors import NotFiniteError
from course.numbers import positive

__all__ = ["clip_by_norm", "clip_by_value", "global_norm"]

Grads = dict[str, NDArray[np.floating]]

SHRINK = 2.0**-64
"""No gradient has so many entries that its length overflows after this, and a power of two costs no digits."""


def global_norm(grads: Grads) -> float:
    """‖g‖ = √(Σ g²) over every entry of every array: the length of the gradient taken as one vector.

    Raises
    ------
    NotFiniteError
        If an entry is a NaN or an infinity, with the name of its array.
    """
    # An exploding gradient is what this is for, and its squares may overflow: so the largest entry is taken out
    largest = max((_largest(name, g) for name, g in grads.items()), default=0.0)
    if largest == 0.0:
        return 0.0
    return largest * float(np.sqrt(sum(float(np.sum((g / largest) ** 2)) for g in grads.values())))


def clip_by_norm(grads: Grads, limit: float) -> float:
    """g ← g · limit / ‖g‖ where ‖g‖ > limit, in place and over all arrays together; returns ‖g‖ as it was.

    The direction stays, the length is at most ``limit``. Raises NotFiniteError for a NaN or an infinity, which no
    scale mends, and InputError unless ``limit`` is positive.
    """
    limit = positive("limit", limit, hint="1.0")
    norm = length = global_norm(grads)
    if norm == np.inf:  # finite entries, but their length is beyond all floats: limit / norm would be 0
        for g in grads.values():
            g *= SHRINK
        length = global_norm(grads)
    if norm > limit:
        for g in grads.values():
            g *= limit / length
    return norm


def clip_by_value(grads: Grads, limit: float) -> None:
    """Each entry into [−limit, limit], in place. Where entries differ in size this turns the direction.

    Raises
    ------
    InputError
        Unless ``limit`` is positive.
    NotFiniteError
        If an entry is a NaN or an infinity.
    """
    limit = positive("limit", limit, hint="1.0")
    for name, g in grads.items():
        _largest(name, g)
        np.clip(g, -limit, limit, out=g)


def _largest(name: str, g: NDArray[np.floating]) -> float:
    largest = float(np.abs(g).max(initial=0.0))
    if not np.isfinite(largest):
        raise NotFiniteError(f"grads[{name!r}]", expected="finite numbers", got="a NaN or an infinity",
                             hint="a smaller step size, or look for the layer that overflows")  # fmt: skip
    return largest
