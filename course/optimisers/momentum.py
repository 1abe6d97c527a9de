"""Momentum: a ball that rolls, and so keeps some of its speed from step to step."""

from __future__ import annotations

from course.numbers import share
from course.optimisers.base import Array, Optimiser
from course.schedules import Rate

__all__ = ["Momentum"]


class Momentum(Optimiser):
    """b_t = μ b_{t−1} + g_t, d_t = b_t, with b₋₁ = 0.

    B. T. Polyak, USSR Computational Mathematics and Mathematical Physics 4, 1964, with the step size outside the
    sum, as PyTorch writes it. Under a steady gradient the steps grow to η g / (1 − μ): ten times as long for
    μ = 0.9. Gradients that change sign from step to step cancel.
    """

    keeps = 1

    def __init__(self, rate: Rate, mu: float = 0.9) -> None:
        super().__init__(rate)
        self.mu = share("mu", mu)

    def direction(self, g: Array, *kept: Array) -> Array:
        """d = b, after b ← μ b + g."""
        (b,) = kept
        b *= self.mu
        b += g
        return b
