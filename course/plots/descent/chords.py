"""A curve and the chord between two of its points: below it everywhere, or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREY, INK, ORANGE, figure

Array = NDArray[np.float64]
Panel = tuple[Callable[[Array], Array], float, float]


def draw(panels: Mapping[str, Panel], *, share: float = 0.5, name: str = "w") -> Any:
    """One panel for each of ``panels`` (title to a curve and the ends p, q of its chord).

    The disc is the curve at the mix ``share``·p + (1 − share)·q, the square is the chord there.
    """
    fig, axes = figure(1, len(panels), width=3.3 * len(panels), height=3.4, squeeze=False)
    for k, (panel, (title, (curve, p, q))) in enumerate(zip(axes[0], panels.items(), strict=True)):
        wide = 0.3 * abs(q - p)
        line = np.linspace(min(p, q) - wide, max(p, q) + wide, 300)
        ends, mix = np.array([p, q]), share * p + (1 - share) * q
        heights = curve(ends)
        on_chord = share * heights[0] + (1 - share) * heights[1]
        on_curve = float(curve(np.array([mix]))[0])
        panel.plot(line, curve(line), color=BLUE, linewidth=2.2, label="loss")
        panel.plot(ends, heights, "--", color=ORANGE, linewidth=2, label="chord")
        panel.plot(ends, heights, "D", color=INK, markersize=6, zorder=3)
        panel.plot([mix, mix], [on_curve, on_chord], color=GREY, linewidth=1.2)
        panel.plot(mix, on_chord, "s", color=ORANGE, markersize=8, zorder=4)
        panel.plot(mix, on_curve, "o", color=BLUE, markersize=8, zorder=4)
        panel.set(xlabel=f"${name}$", ylabel="" if k else "loss", title=title)
    fig.legend(*axes[0][0].get_legend_handles_labels(), loc="outside lower center", ncols=2, frameon=False)
    return fig
