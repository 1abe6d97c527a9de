"""Gradient descent: straight down the slope."""

from __future__ import annotations

from course.optimisers.base import Array, Optimiser

__all__ = ["GD", "SGD"]


class SGD(Optimiser):
    """d_t = g_t, so w ← w − η g_t (A. Cauchy, Comptes rendus 25, 1847).

    With the gradient of all examples this is gradient descent, `GD`. With that of a few of them, drawn at random,
    it is stochastic gradient descent (H. Robbins and S. Monro, Annals of Mathematical Statistics 22, 1951): the
    step is the same, the gradient is noisy and far cheaper.
    """

    def direction(self, g: Array, *kept: Array) -> Array:
        """d = g."""
        return g


GD = SGD
