"""Losses of the score, side by side: what a row costs, and how hard it pulls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.activations import sigmoid, softplus
from course.labelled import Array
from course.plots.style import BLUE, GREEN, GREY, INK, ORANGE, PINK, figure

Curve = Callable[[Array], Array]

LOSSES: dict[str, tuple[Curve, Curve, str, str]] = {
    "perceptron": (lambda s: np.maximum(0.0, -s), lambda s: -(s <= 0).astype(float), GREEN, ":"),
    "hinge": (lambda s: np.maximum(0.0, 1.0 - s), lambda s: -(s < 1).astype(float), ORANGE, "--"),
    "logistic": (lambda s: softplus(-s), lambda s: -sigmoid(-s), BLUE, "-"),
    "squared": (lambda s: (1.0 - s) ** 2, lambda s: 2.0 * (s - 1.0), PINK, "-."),
}
"""Name to the loss of a score s, its slope in s, a colour and a line style. At a kink as in lesson 01."""


def draw() -> Any:
    """Left the losses with the count of errors, right their slopes, for scores from −3 to 4."""
    fig, (left, right) = figure(1, 2, width=9.2, height=4.1)
    s = np.linspace(-3, 4, 701)
    left.plot(s, (s <= 0).astype(float), color=INK, linewidth=1.3, label="error count")
    for name, (loss, slope, color, style) in LOSSES.items():
        left.plot(s, loss(s), style, color=color, linewidth=2.3, label=name)
        right.plot(s, slope(s), style, color=color, linewidth=2.3, label=name)
    for panel in (left, right):
        panel.axvline(0, color=GREY, linewidth=0.9)
        panel.set(xlabel=r"score $s = y\,w^\top x$", xlim=(-3, 4))
    left.set(ylabel="loss of the row", ylim=(-0.15, 4.6))
    right.set(ylabel="slope of the loss in $s$", ylim=(-2.6, 2.6))
    fig.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=5, frameon=False)
    return fig
