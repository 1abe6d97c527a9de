"""RMSProp: AdaGrad that forgets, so that its steps do not die out."""

from __future__ import annotations

import numpy as np

from course.numbers import positive, share
from course.optimisers.base import Array, Optimiser
from course.schedules import Rate

__all__ = ["RMSProp"]


class RMSProp(Optimiser):
    """s_t = α s_{t−1} + (1 − α) g_t², d_t = g_t / (√s_t + ε), entry by entry, with s₋₁ = 0.

    T. Tieleman and G. Hinton, "Neural networks for machine learning", Coursera 2012, lecture 6.5. √s is a running
    root mean square of the gradient, so under a steady gradient every weight moves by about η a step. The first
    step is longer, by 1/√(1 − α), since s starts at 0: `Adam` mends that.
    """

    keeps = 1

    def __init__(self, rate: Rate, alpha: float = 0.99, eps: float = 1e-8) -> None:
        super().__init__(rate)
        self.alpha, self.eps = share("alpha", alpha), positive("eps", eps, hint="1e-8")

    def direction(self, g: Array, *kept: Array) -> Array:
        """d = g / (√s + ε), after s ← α s + (1 − α) g²."""
        (s,) = kept
        s *= self.alpha
        s += (1.0 - self.alpha) * g * g
        return np.asarray(g / (np.sqrt(s) + self.eps))
