"""AdaGrad: a step size for each weight, smaller where the gradients have been large."""

from __future__ import annotations

import numpy as np

from course.numbers import positive
from course.optimisers.base import Array, Optimiser
from course.schedules import Rate

__all__ = ["AdaGrad"]


class AdaGrad(Optimiser):
    """s_t = s_{t−1} + g_t², d_t = g_t / (√s_t + ε), entry by entry, with s₋₁ = 0.

    J. Duchi, E. Hazan and Y. Singer, Journal of Machine Learning Research 12, 2011. The sum only grows, so the
    steps shrink for good: about as 1/√t under a steady gradient.
    """

    keeps = 1

    def __init__(self, rate: Rate, eps: float = 1e-10) -> None:
        super().__init__(rate)
        self.eps = positive("eps", eps, hint="1e-8")

    def direction(self, g: Array, *kept: Array) -> Array:
        """d = g / (√s + ε), after s ← s + g²."""
        (s,) = kept
        s += g * g
        return np.asarray(g / (np.sqrt(s) + self.eps))
