"""Descent on a curve: where each step lands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import GREY, INK, ORANGE, figure

Array = NDArray[np.float64]
ROW = 4
"""Panels beside each other at most."""


def draw(
    curve: Callable[[Array], Array], walks: Mapping[str, Array], *,
    low: float, high: float, top: float | None = None, name: str = "w",
) -> Any:  # fmt: skip
    """One panel for each of ``walks`` (title to the places visited, (t,)) on ``curve`` between ``low`` and ``high``.

    Places outside the window are left out, and a cross at its edge says so. ``top`` is the largest loss shown.
    """
    rows = -(-len(walks) // ROW)
    columns = min(ROW, len(walks))
    fig, axes = figure(rows, columns, width=2.5 * columns, height=2.9 * rows, sharey=True, squeeze=False)
    line = np.linspace(low, high, 400)
    ceiling = float(np.max(curve(line))) if top is None else top
    for k, (panel, (title, places)) in enumerate(zip(axes.flat, walks.items(), strict=True)):
        panel.plot(line, curve(line), color=GREY, linewidth=1.6)
        inside = (places >= low) & (places <= high) & (curve(places) <= ceiling)
        end = len(places) if inside.all() else int(np.argmin(inside))
        panel.plot(places[:end], curve(places[:end]), "-", color=ORANGE, linewidth=1.0)
        panel.plot(places[:end], curve(places[:end]), "o", color=ORANGE, markersize=4.5, zorder=3)
        panel.plot(places[0], curve(places[:1])[0], "s", color=INK, markersize=7, zorder=4)
        if end < len(places):
            edge = min(max(float(places[end]), low), high)
            panel.plot(edge, ceiling, "X", color=INK, markersize=10, clip_on=False, zorder=5)
        panel.set(xlabel=f"${name}$", ylabel="loss" if k % ROW == 0 else "", title=title, xlim=(low, high))
        panel.set_ylim(-0.04 * ceiling, 1.04 * ceiling)
    return fig
