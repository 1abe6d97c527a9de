"""Two terms and their sum: where the data alone, and data with penalty, are at their lowest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.labelled import Array
from course.plots.style import BLUE, GREEN, GREY, INK, ORANGE, figure

Curve = Callable[[Array], Array]


def draw(data: Curve, penalty: Curve, strengths: tuple[float, ...], low: float, high: float, top: float) -> Any:
    """One panel a strength: the data term, strength times the penalty, and their sum, over weights from low to high.

    ``data`` and ``penalty`` map weights (n,) to values (n,); the values shown end at ``top``.
    """
    fig, axes = figure(1, len(strengths), width=3.0 * len(strengths), height=3.5, sharey=True, squeeze=False)
    w = np.linspace(low, high, 45_001)
    for panel, strength in zip(axes[0], strengths, strict=True):
        total = data(w) + strength * penalty(w)
        panel.plot(w, data(w), "--", color=BLUE, linewidth=2.0, label="data term")
        panel.plot(w, strength * penalty(w), ":", color=ORANGE, linewidth=2.4, label=r"penalty $\Omega(w)$")
        panel.plot(w, total, color=INK, linewidth=2.2, label="structural risk $J(w)$")
        best = int(total.argmin())
        panel.plot(w[best], total[best], "o", color=GREEN, markersize=9, zorder=4, label="its lowest point")
        panel.plot([w[best], w[best]], [0, total[best]], color=GREY, linewidth=1)
        panel.set(xlabel="$w$", title=rf"$\lambda = {strength:g}$: $\hat w = {w[best]:.3g}$", ylim=(0, top))
    axes[0, 0].set_ylabel("value")
    fig.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=4, frameon=False)
    return fig
