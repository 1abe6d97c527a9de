"""A likelihood and its negative logarithm: one is at its top where the other is at its bottom."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.plots.style import BLUE, GREY, ORANGE, figure


def draw(ones: int, rows: int) -> Any:
    """Of ``rows`` independent labels ``ones`` were 1: left the likelihood of each θ, right the mean −log."""
    fig, (left, right) = figure(1, 2, width=8.0, height=3.3)
    theta = np.linspace(0.01, 0.99, 300)
    likelihood = theta**ones * (1 - theta) ** (rows - ones)
    left.plot(theta, likelihood, color=BLUE, linewidth=2.4)
    right.plot(theta, -np.log(likelihood) / rows, color=ORANGE, linewidth=2.4)
    for panel in (left, right):
        panel.axvline(ones / rows, color=GREY, linestyle="--", linewidth=1.4)
        panel.set(xlabel=r"$\theta$, the probability of a 1", xlim=(0, 1))
    left.set(ylabel="likelihood", ylim=(0, 1.25 * likelihood.max()))
    left.text(ones / rows - 0.02, 1.12 * likelihood.max(), rf"$\theta = {ones}/{rows}$", ha="right", color=GREY)
    right.set(ylabel=r"mean of $-\log$ (nats a row)", ylim=(0, 2.5))
    return fig
