"""Cross-entropy as the price of a bet: lowest where the bet is the truth."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.plots.style import BLUE, GREY, ORANGE, figure

LOOKS = ((BLUE, "-"), (ORANGE, "--"))


def draw(truths: tuple[float, ...]) -> Any:
    """H(q, p) over p for two outcomes, for each q in ``truths``; a mark where p = q, at the height H(q)."""
    fig, axes = figure(width=6.6, height=3.5)
    p = np.linspace(0.005, 0.995, 400)
    for q, (color, style) in zip(truths, LOOKS, strict=False):
        axes.plot(
            p, -q * np.log(p) - (1 - q) * np.log(1 - p), style, color=color, linewidth=2.3, label=f"$q = {q:g}$"
        )
        entropy = -q * np.log(q) - (1 - q) * np.log(1 - q)
        axes.plot(q, entropy, "o", color=color, markersize=8, zorder=4)
        axes.plot([q, q], [0, entropy], ":", color=GREY, linewidth=1.3)
    axes.set(xlabel="$p$, what the model says of the first outcome", ylabel="cross-entropy $H(q, p)$ (nats)",
             xlim=(0, 1), ylim=(0, 3))  # fmt: skip
    axes.legend(loc="upper center")
    return fig
