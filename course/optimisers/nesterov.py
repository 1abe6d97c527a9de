"""Nesterov's momentum: look where the ball is about to be, and take the slope from there."""

from __future__ import annotations

from course.optimisers.base import Array
from course.optimisers.momentum import Momentum

__all__ = ["Nesterov"]


class Nesterov(Momentum):
    """b_t = μ b_{t−1} + g_t, d_t = g_t + μ b_t, with b₋₁ = 0.

    Y. Nesterov, Soviet Mathematics Doklady 27, 1983, in the form that needs no second gradient: what is stored as w
    is the point looked ahead to (I. Sutskever, J. Martens, G. Dahl and G. Hinton, ICML 2013; PyTorch does the same).
    """

    def direction(self, g: Array, *kept: Array) -> Array:
        """d = g + μ b, after b ← μ b + g."""
        return g + self.mu * super().direction(g, *kept)
