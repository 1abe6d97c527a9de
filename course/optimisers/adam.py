"""Adam: momentum over a running size of the gradient, each corrected for having started at zero."""

from __future__ import annotations

import numpy as np

from course.numbers import positive, share
from course.optimisers.base import Array, Optimiser
from course.schedules import Rate

__all__ = ["Adam"]


class Adam(Optimiser):
    """d_t = m̂ / (√v̂ + ε), entry by entry, with m₋₁ = v₋₁ = 0 and t from 0:

        m_t = β₁ m_{t−1} + (1 − β₁) g_t      m̂ = m_t / (1 − β₁^(t+1))
        v_t = β₂ v_{t−1} + (1 − β₂) g_t²     v̂ = v_t / (1 − β₂^(t+1))

    D. P. Kingma and J. Ba, ICLR 2015, algorithm 1. After t + 1 steps the weights (1 − β) β^k of the past gradients
    sum to 1 − β^(t+1), not to 1: dividing by that makes m̂ and v̂ true averages from the first step on.
    """

    keeps = 2

    def __init__(self, rate: Rate = 0.001, beta1: float = 0.9, beta2: float = 0.999, eps: float = 1e-8) -> None:
        super().__init__(rate)
        self.beta1, self.beta2 = share("beta1", beta1), share("beta2", beta2)
        self.eps = positive("eps", eps, hint="1e-8")

    def direction(self, g: Array, *kept: Array) -> Array:
        """d = m̂ / (√v̂ + ε), after m and v are brought up to date."""
        m, v = kept
        m *= self.beta1
        m += (1.0 - self.beta1) * g
        v *= self.beta2
        v += (1.0 - self.beta2) * g * g
        mean = m / (1.0 - self.beta1 ** (self.t + 1))
        mean_square = v / (1.0 - self.beta2 ** (self.t + 1))
        return np.asarray(mean / (np.sqrt(mean_square) + self.eps))
