"""The restaurant: what is known of it, what can be made of that, and how popular it will be."""

from __future__ import annotations

from typing import Any

from course.plots.style import GREY, GROUND, INK, LIGHT, figure

RAW = ("number of dishes", "price", "wine option", "zip code", "number of seats", "size")
MADE = ("food quality", "walkable", "noisy")
FED_BY = ((0, 1, 2), (3,), (4, 5))
"""For each of `MADE`, the raw features that it is made of by hand."""


def draw() -> Any:
    """Left, features made by hand, each from its own inputs; right, features that are learned, from all inputs."""
    fig, axes = figure(1, 2, width=8.6, height=3.6)
    all_of_them = (tuple(range(len(RAW))),) * len(MADE)
    _panel(axes[0], "made by hand", MADE, FED_BY)
    _panel(axes[1], "learned", ("$h_1$", "$h_2$", "$h_3$"), all_of_them)
    return fig


def _panel(axes: Any, title: str, names: tuple[str, ...], fed_by: tuple[tuple[int, ...], ...]) -> None:
    axes.axis("off")
    axes.set(xlim=(-0.42, 2.45), ylim=(-0.7, 5.5))
    axes.set_title(title, fontsize=11)
    made = [(1.15, y) for y in (4.5, 2.5, 0.5)]
    for unit, sources in enumerate(fed_by):
        for source in sources:
            axes.plot([0.0, made[unit][0]], [5 - source, made[unit][1]], color=GREY, linewidth=1, zorder=1)
        axes.plot([made[unit][0], 2.2], [made[unit][1], 2.5], color=INK, linewidth=1.5, zorder=1)
    for row, name in enumerate(RAW):
        _box(axes, (0.0, 5 - row), name, LIGHT)
    for place, name in zip(made, names, strict=True):
        _box(axes, place, name, GROUND)
    _box(axes, (2.2, 2.5), "popular", GROUND)
    for x, text in ((0.0, "raw features"), (1.15, "features"), (2.05, "linear predictor")):
        axes.text(x, -0.62, text, ha="center", color=GREY, fontsize=9.5)


def _box(axes: Any, place: tuple[float, float], text: str, color: str) -> None:
    box = {"boxstyle": "round,pad=0.3", "facecolor": color, "edgecolor": INK, "linewidth": 0.9}
    axes.text(*place, text, ha="center", va="center", fontsize=9, bbox=box, zorder=3)
