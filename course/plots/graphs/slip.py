"""The sigmoid, the form on the slide, and the product in which the two cannot be told apart."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.plots.style import BLUE, GREEN, GREY, INK, ORANGE, SKY, figure


def draw(at: float) -> Any:
    """Left: 1/(1 + e^−z) and 1/(1 + e^z), marked at z = ``at``. Right: s (1 − s) of either: one curve."""
    z = np.linspace(-6, 6, 241)
    right, slide = 1 / (1 + np.exp(-z)), 1 / (1 + np.exp(z))
    fig, (values, products) = figure(1, 2, width=9.0, height=3.5)
    values.fill_between(z, right, slide, where=z > 0, color=SKY, alpha=0.3, linewidth=0)
    values.plot(z, right, color=BLUE, label="σ(z) = 1 / (1 + e⁻ᶻ)")
    values.plot(z, slide, "--", color=ORANGE, label="the slide: 1 / (1 + eᶻ)")
    for curve, marker, color in ((right, "o", BLUE), (slide, "s", ORANGE)):
        values.plot(at, np.interp(at, z, curve), marker, color=color, markersize=7)
    values.set(xlabel="z", ylabel="value", ylim=(-0.05, 1.45), yticks=[0, 0.25, 0.5, 0.75, 1])
    values.legend(loc="upper left", fontsize=10)
    products.plot(z, right * (1 - right), color=BLUE, linewidth=4, alpha=0.45, label="σ(z) (1 − σ(z))")
    products.plot(z, slide * (1 - slide), "--", color=ORANGE, label="the slide's product")
    products.plot(at, np.interp(at, z, right * (1 - right)), "D", color=GREEN, markersize=7)
    products.set(xlabel="z", ylabel="local derivative", ylim=(-0.01, 0.36))
    products.legend(loc="upper left", fontsize=10)
    for axes in (values, products):
        axes.axvline(at, color=GREY, linewidth=0.8, linestyle=":")
        axes.axvline(0, color=INK, linewidth=0.6)
    return fig
