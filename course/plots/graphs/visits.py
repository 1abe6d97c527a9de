"""How often nodes are visited as a graph grows: by recursion along every path, and by a sweep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from course.plots.style import BLUE, GREEN, GROUND, INK, ORANGE, figure

LOOKS = ((ORANGE, "s", "--"), (BLUE, "o", "-"), (GREEN, "^", ":"))


def draw(sizes: Sequence[int], counts: Mapping[str, Sequence[int]], *, label: str, mark: int | None = None) -> Any:
    """``counts`` maps a way to its visits at each of ``sizes``; ``label`` names the horizontal axis."""
    fig, axes = figure(width=6.6, height=3.5)
    draw_on(axes, sizes, counts, label=label, mark=mark)
    return fig


def draw_on(
    axes: Any, sizes: Sequence[int], counts: Mapping[str, Sequence[int]], *, label: str, mark: int | None = None
) -> None:
    """On axes that are there already. ``mark`` is a size to point out."""
    for (name, values), (color, marker, line) in zip(counts.items(), LOOKS, strict=False):
        axes.plot(sizes, values, line, color=color, marker=marker, markerfacecolor=GROUND, markersize=5, label=name)
    if mark is not None:
        axes.axvline(mark, color=INK, linewidth=1, linestyle="-.")
    axes.set(yscale="log", xlabel=label, ylabel="visits (log scale)")
    axes.legend(loc="upper left")
